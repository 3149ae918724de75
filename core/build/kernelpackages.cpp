// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/kernelpackages.h"

#include "core/base/files.h"
#include "core/base/process.h"
#include "core/base/sha256.h"
#include "core/build/debianpackage.h"
#include "core/build/kernelbuild.h"

#include <QDir>
#include <QFileInfo>

namespace coffer {
namespace {

/// Raised when what is made from the same inputs changes.
const QByteArray layout = "2";
const QString debiansName = QStringLiteral("linux-image-arm64");

/// The stanza of a .deb for the index: its control fields, then name, size and checksum.
Result<QByteArray> stanza(const QString &deb, Progress &progress)
{
    Command show;
    show.program = QStringLiteral("dpkg-deb");
    show.arguments = {QStringLiteral("-f"), deb};
    show.quiet = true;
    const Result<QByteArray> fields = runProcess(show, progress);
    if (!fields)
        return fields;
    const Result<QByteArray> sum = sha256OfFile(deb);
    if (!sum)
        return sum;
    const QFileInfo info(deb);
    return fields->trimmed() + "\nFilename: " + info.fileName().toUtf8() + "\nSize: " + QByteArray::number(info.size())
           + "\nSHA256: " + *sum + "\n\n";
}

Status finish(const QString &folder, const QString &release, Progress &progress)
{
    if (Status indexed = writePackageIndex(folder, progress); !indexed)
        return indexed;
    return writeFile(folder + QStringLiteral("/version"), release.toUtf8() + '\n');
}

PackageVersion versionOf(const QMap<QByteArray, QByteArray> &fields)
{
    const auto text = [&](const char *field) { return QString::fromUtf8(fields.value(field)); };
    return {text("Package"), text("Version"), text("Architecture"), {}, 0, fields.value("SHA256")};
}

Result<KernelStage> debianKernel(const AptArchive &archive, Progress &progress)
{
    const QString arm64 = QStringLiteral(":arm64");
    const QString meta = debiansName + arm64;
    const auto newest = candidate(archive, meta, progress);
    if (!newest)
        return passOn(newest);
    const QByteArray prefix = "linux-image-";
    const Result<QString> name = dependency(*newest, prefix);
    if (!name)
        return passOn(name);
    const auto image = candidate(archive, *name + arm64, progress);
    if (!image)
        return passOn(image);

    KernelStage kernel{{}, {versionOf(*newest), versionOf(*image)}};
    kernel.stage.name = QStringLiteral("kernel");
    kernel.stage.inputs = {layout, "debian", newest->value("SHA256"), name->toUtf8(), image->value("Version"), image->value("SHA256")};
    kernel.stage.make = [archive, packages = kernel.packages, release = name->mid(prefix.size())](const StageWork &work, Progress &making) -> Status {
        QStringList names;
        QByteArrayList sums;
        for (const PackageVersion &package : packages) {
            names += package.name + QStringLiteral(":arm64=") + package.version;
            sums += package.sha256;
        }
        if (Status fetched = downloadPackages(archive, names, work.folder, making); !fetched)
            return fetched;
        const Status right = checkDelivered(work.folder, sums);
        return right ? finish(work.folder, release, making) : right;
    };
    return kernel;
}

Result<KernelStage> ownKernel(const BuildContext &context, const AptArchive &archive, Progress &progress)
{
    const Result<KernelSource> source = findKernelSource(archive, context.cluster.folder, progress);
    if (!source)
        return passOn(source);
    KernelStage kernel{{}, {{source->package, QString::fromUtf8(source->version), QStringLiteral("all"), {}, 0, source->sha256}}};
    Stage &stage = kernel.stage;
    stage.name = QStringLiteral("kernel");
    stage.inputs = QByteArrayList{layout, "source"} + source->inputs();
    stage.memory = qint64(2) << 30;
    stage.make = [archive, source = *source](const StageWork &work, Progress &making) -> Status {
        const Result<QString> release = buildKernel(archive, source, work.folder, making);
        if (!release)
            return passOn(release);
        return finish(work.folder, *release, making);
    };
    return kernel;
}

} // namespace

Result<KernelStage> kernelStage(const BuildContext &context, const AptArchive &archive, Progress &progress)
{
    return context.cluster.kernel == KernelOrigin::Debian ? debianKernel(archive, progress) : ownKernel(context, archive, progress);
}

QStringList kernelNeeds()
{
    return {QStringLiteral("initramfs-tools"), QStringLiteral("kmod"), QStringLiteral("linux-base")};
}

Status writePackageIndex(const QString &folder, Progress &progress)
{
    QByteArray index;
    for (const QString &deb : QDir(folder).entryList({QStringLiteral("*.deb")}, QDir::Files, QDir::Name)) {
        const Result<QByteArray> entry = stanza(folder + u'/' + deb, progress);
        if (!entry)
            return passOn(entry);
        index += *entry;
    }
    return writeFile(folder + QStringLiteral("/Packages"), index);
}

} // namespace coffer
