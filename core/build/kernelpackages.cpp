// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/kernelpackages.h"

#include "core/base/files.h"
#include "core/base/process.h"
#include "core/base/sha256.h"
#include "core/build/stage.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

namespace coffer {
namespace {

const QString metaPackage = QStringLiteral("linux-image-arm64");

Result<QByteArray> query(const QString &program, const QStringList &arguments, Progress &progress)
{
    Command command;
    command.program = program;
    command.arguments = arguments;
    command.quiet = true;
    return runProcess(command, progress);
}

/// The package that the meta package stands for at present, "linux-image-6.12.57+deb13-arm64".
Result<QString> imagePackage(const AptArchive &archive, Progress &progress)
{
    const Result<QByteArray> shown = query(QStringLiteral("apt-cache"),
                                           {QStringLiteral("-c"), archive.configFile, QStringLiteral("depends"), metaPackage + QStringLiteral(":arm64")}, progress);
    if (!shown)
        return passOn(shown);
    static const QRegularExpression depends(QStringLiteral("Depends: (linux-image-\\S+?)(:arm64)?\\s"));
    const auto match = depends.match(QString::fromUtf8(*shown));
    if (!match.hasMatch())
        return fail(Errc::NotFound, tr("Debian's archive has no kernel for arm64 in this suite."));
    return match.captured(1);
}

/// The stanza of a .deb for the index: its control fields, then name, size and checksum.
Result<QByteArray> stanza(const QString &deb, Progress &progress)
{
    const Result<QByteArray> fields = query(QStringLiteral("dpkg-deb"), {QStringLiteral("-f"), deb}, progress);
    if (!fields)
        return fields;
    const Result<QByteArray> sum = sha256OfFile(deb);
    if (!sum)
        return sum;
    const QFileInfo info(deb);
    return fields->trimmed() + "\nFilename: " + info.fileName().toUtf8() + "\nSize: " + QByteArray::number(info.size()) + "\nSHA256: " + *sum + "\n\n";
}

Status fillFolder(const AptArchive &archive, const QString &folder, Progress &progress)
{
    if (Status fetched = downloadPackages(archive, {metaPackage + QStringLiteral(":arm64")}, folder, progress); !fetched)
        return fetched;
    const Result<QString> image = imagePackage(archive, progress);
    if (!image)
        return passOn(image);
    if (Status fetched = downloadPackages(archive, {*image + QStringLiteral(":arm64")}, folder, progress); !fetched)
        return fetched;
    QByteArray index;
    for (const QString &deb : QDir(folder).entryList({QStringLiteral("*.deb")}, QDir::Files, QDir::Name)) {
        const Result<QByteArray> entry = stanza(folder + u'/' + deb, progress);
        if (!entry)
            return passOn(entry);
        index += *entry;
    }
    if (Status written = writeFile(folder + QStringLiteral("/Packages"), index); !written)
        return written;
    return writeFile(folder + QStringLiteral("/version"), image->mid(QStringLiteral("linux-image-").size()).toUtf8() + '\n');
}

} // namespace

Result<QString> kernelPackages(const BuildContext &context, const AptArchive &archive, Progress &progress)
{
    Stage stage;
    stage.name = QStringLiteral("kernel");
    stage.inputs = {"1", context.cluster.suite.toUtf8(), metaPackage.toUtf8()};
    stage.make = [&](const QString &folder, Progress &making) { return fillFolder(archive, folder, making); };
    return runStage(context, stage, progress);
}

} // namespace coffer
