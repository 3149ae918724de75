// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/sourceoffer.h"

#include "core/base/files.h"
#include "core/base/process.h"

#include <QDir>
#include <QFile>

namespace coffer {
namespace {

const QString offerName = QStringLiteral("u-boot-source");

QByteArray readMe(const SourceOffer &offer)
{
    const bool hasFirmware = !offer.board.bootLoader.firmware.isEmpty();
    QByteArray text = "U-Boot " + offer.parts.version.toUtf8() + " for " + offer.board.name.toUtf8() + R"(, as Cofferware builds it.

To make it again on Debian: unpack u-boot_*.orig.tar.*, in its folder u-boot_*.debian.tar.*; apply the patches
named in debian/patches/series, then those named in ours/series; copy config to build/.config; then
    SOURCE_DATE_EPOCH=$(dpkg-parsechangelog -S Timestamp) \
    make O=build CROSS_COMPILE=aarch64-linux-gnu- KCFLAGS=-g0)";
    if (hasFirmware)
        text += " BL31=<arm-trusted-firmware>/" + offer.board.bootLoader.firmware.toUtf8() + " .binman_stamp";
    else
        text += " u-boot.bin";
    text += "\n\nThe files of Debian's archive that were used, with their SHA-256";
    if (hasFirmware)
        text += " (BL31 comes from the package\narm-trusted-firmware; its licence does not ask for its source, which is not in here)";
    text += ":\n";
    for (const ArchiveFile &file : offer.parts.files)
        text += file.sha256 + "  " + file.name.toUtf8() + '\n';
    return text;
}

Status copyFile(const QString &from, const QString &to)
{
    if (!QFile::copy(from, to))
        return fail(Errc::Failed, tr("%1 cannot be copied to %2; check the space on the disk.").arg(from, to));
    return ok();
}

Status fillOffer(const SourceOffer &offer, const QString &folder)
{
    QByteArray series;
    for (const SourcePatch &patch : offer.patches) {
        series += patch.name.toUtf8() + '\n';
        if (Status written = writeFile(folder + QStringLiteral("/ours/") + patch.name, patch.text); !written)
            return written;
    }
    for (const Status &written : {writeFile(folder + QStringLiteral("/README"), readMe(offer)),
                                  writeFile(folder + QStringLiteral("/config"), offer.config),
                                  writeFile(folder + QStringLiteral("/ours/series"), series)}) {
        if (!written)
            return written;
    }
    const QDir parts(offer.partsFolder);
    for (const QString &name : parts.entryList({QStringLiteral("u-boot_*.tar.*")}, QDir::Files)) {
        if (Status copied = copyFile(parts.filePath(name), folder + u'/' + name); !copied)
            return copied;
    }
    return ok();
}

} // namespace

Status writeSourceOffer(const SourceOffer &offer, const QString &folder, Progress &progress)
{
    if (Status copied = copyFile(offer.source + QStringLiteral("/debian/copyright"), folder + QStringLiteral("/u-boot-copyright.txt")); !copied)
        return copied;
    const QString firmwareLicence = offer.partsFolder + u'/' + firmwareFolder + QStringLiteral("/usr/share/doc/arm-trusted-firmware/copyright");
    if (!offer.board.bootLoader.firmware.isEmpty()) {
        if (Status copied = copyFile(firmwareLicence, folder + QStringLiteral("/arm-trusted-firmware-copyright.txt")); !copied)
            return copied;
    }
    const QString work = folder + QStringLiteral("/work");
    if (Status filled = fillOffer(offer, work + u'/' + offerName); !filled)
        return filled;
    Command pack;
    pack.program = QStringLiteral("tar");
    pack.arguments = {QStringLiteral("--sort=name"), QStringLiteral("--mtime=@0"), QStringLiteral("--owner=0"), QStringLiteral("--group=0"),
                      QStringLiteral("--numeric-owner"), QStringLiteral("--mode=u=rwX,go=rX"), QStringLiteral("-cf"),
                      folder + u'/' + offerName + QStringLiteral(".tar"), offerName};
    pack.workingDirectory = work;
    const Result<QByteArray> packed = runProcess(pack, progress);
    if (!packed)
        return passOn(packed);
    return ok();
}

} // namespace coffer
