// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/ubootsource.h"

#include "core/base/files.h"
#include "core/base/process.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

namespace coffer {
namespace {

const QString uboot = QStringLiteral("u-boot");
const QString firmware = QStringLiteral("arm-trusted-firmware");

Result<QByteArray> aptGet(const AptArchive &archive, const QStringList &arguments, const QString &folder, Progress &progress)
{
    return runQuietly(QStringLiteral("apt-get"), QStringList{QStringLiteral("-q"), QStringLiteral("-c"), archive.configFile} + arguments, folder, progress);
}

/// "2025.01-3+deb13u1" of "u-boot_2025.01-3+deb13u1.debian.tar.xz".
QString versionIn(const QList<ArchiveFile> &files)
{
    static const QRegularExpression debian(QStringLiteral("\\Au-boot_(.+)\\.debian\\.tar\\.\\w+\\z"));
    for (const ArchiveFile &file : files) {
        if (const auto match = debian.match(file.name); match.hasMatch())
            return match.captured(1);
    }
    return {};
}

Status fetchParts(const AptArchive &archive, const BootLoaderParts &parts, const QString &folder, Progress &progress)
{
    // The tarballs alone, whose checksums stand in the signed index: some mirrors do not carry the .dsc.
    for (const char *part : {"--tar-only", "--diff-only"}) {
        const QStringList source{QStringLiteral("source"), QStringLiteral("--download-only"), QLatin1String(part), uboot};
        const Result<QByteArray> fetched = aptGet(archive, source, folder, progress);
        if (!fetched)
            return passOn(fetched);
    }
    if (Status fetched = downloadPackages(archive, {firmware + QStringLiteral(":arm64")}, folder, progress); !fetched)
        return fetched;
    QByteArrayList sums;
    for (const ArchiveFile &file : parts.files)
        sums += file.sha256;
    if (Status right = checkDelivered(folder, sums); !right)
        return right;
    for (const QString &deb : QDir(folder).entryList({QStringLiteral("*.deb")}, QDir::Files)) {
        const Result<QByteArray> unpacked = runQuietly(QStringLiteral("dpkg-deb"), {QStringLiteral("-x"), deb, firmwareFolder}, folder, progress);
        if (!unpacked)
            return passOn(unpacked);
        QFile::remove(folder + u'/' + deb);
    }
    return ok();
}

/// Debian's patches in their order (dpkg-source(1), format 3.0); like dpkg-source, without fuzz.
Result<QList<SourcePatch>> debianPatches(const QString &source)
{
    const QString folder = source + QStringLiteral("/debian/patches/");
    QList<SourcePatch> patches;
    if (!QFileInfo::exists(folder + QStringLiteral("series")))
        return patches;
    const Result<QByteArray> series = readFile(folder + QStringLiteral("series"));
    if (!series)
        return passOn(series);
    for (const QByteArray &line : series->split('\n')) {
        const QString name = QString::fromUtf8(line).section(u'#', 0, 0).trimmed();
        if (name.isEmpty())
            continue;
        const Result<QByteArray> text = readFile(folder + name);
        if (!text)
            return passOn(text);
        patches.append({QStringLiteral("debian/patches/") + name, *text});
    }
    return patches;
}

Status applyPatch(const SourcePatch &patch, const QString &version, const QString &source, Progress &progress)
{
    Command command;
    command.program = QStringLiteral("patch");
    command.arguments = {QStringLiteral("-p1"), QStringLiteral("--fuzz=0"), QStringLiteral("--batch"), QStringLiteral("--forward"),
                         QStringLiteral("--reject-file=-"), QStringLiteral("--no-backup-if-mismatch")};
    command.workingDirectory = source;
    command.input = patch.text;
    command.quiet = true;
    const Result<QByteArray> applied = runProcess(command, progress);
    if (applied)
        return ok();
    if (applied.error().code != Errc::Failed)
        return passOn(applied);
    return fail(Errc::InvalidInput, tr("The patch %1 does not fit U-Boot %2; adapt it to that version. %3")
                                        .arg(patch.name, version, applied.error().message));
}

} // namespace

QList<ArchiveFile> parseUris(const QByteArray &lines)
{
    static const QRegularExpression form(QStringLiteral("^'[^']*' (\\S+) \\d+ SHA256:([0-9a-f]{64})$"), QRegularExpression::MultilineOption);
    QList<ArchiveFile> files;
    for (auto matches = form.globalMatch(QString::fromUtf8(lines)); matches.hasNext();) {
        const auto match = matches.next();
        files.append({match.captured(1), match.captured(2).toLatin1()});
    }
    return files;
}

Result<BootLoaderParts> resolveBootLoaderParts(const AptArchive &archive, Progress &progress)
{
    BootLoaderParts parts;
    const QString print = QStringLiteral("--print-uris");
    for (const QStringList &question : {QStringList{QStringLiteral("source"), print, uboot, firmware},
                                        QStringList{QStringLiteral("download"), print, firmware + QStringLiteral(":arm64")}}) {
        const Result<QByteArray> uris = askApt(archive, archive.configFile, QStringLiteral("apt-get"), question, progress);
        if (!uris)
            return passOn(uris);
        parts.files += parseUris(*uris);
    }
    parts.version = versionIn(parts.files);
    if (parts.version.isEmpty())
        return fail(Errc::NotFound, tr("Debian's archive has no source of U-Boot in this suite."));
    return parts;
}

Stage bootLoaderPartsStage(const AptArchive &archive, const BootLoaderParts &parts)
{
    Stage stage;
    stage.name = bootLoaderSource;
    stage.inputs = {"1"};
    for (const ArchiveFile &file : parts.files)
        stage.inputs += file.name.toUtf8() + ' ' + file.sha256;
    stage.make = [archive, parts](const StageWork &work, Progress &progress) { return fetchParts(archive, parts, work.folder, progress); };
    return stage;
}

Status unpackUBoot(const QString &partsFolder, const QString &version, const QList<SourcePatch> &patches,
                   const QString &folder, Progress &progress)
{
    if (Status made = makeDirectory(folder); !made)
        return made;
    const QDir parts(partsFolder);
    const QStringList tarballs = parts.entryList({QStringLiteral("u-boot_*.orig.tar.*z*")})
                                 + parts.entryList({QStringLiteral("u-boot_*.debian.tar.*z*")});
    if (tarballs.size() != 2)
        return fail(Errc::NotFound, tr("U-Boot's source is not whole in %1; remove that folder and build again.").arg(partsFolder));
    for (const QStringList &step : {QStringList{QStringLiteral("--strip-components=1"), QStringLiteral("-xf"), parts.filePath(tarballs.first())},
                                    QStringList{QStringLiteral("-xf"), parts.filePath(tarballs.last())}}) {
        const Result<QByteArray> unpacked = runQuietly(QStringLiteral("tar"), step, folder, progress);
        if (!unpacked)
            return passOn(unpacked);
    }
    const Result<QList<SourcePatch>> theirs = debianPatches(folder);
    if (!theirs)
        return passOn(theirs);
    for (const SourcePatch &patch : *theirs + patches) {
        if (Status applied = applyPatch(patch, version, folder, progress); !applied)
            return applied;
    }
    return ok();
}

} // namespace coffer
