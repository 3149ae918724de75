// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/invocation.h"

#include "core/base/format.h"
#include "core/build/buildproducts.h"
#include "core/image/imageinfo.h"
#include "core/image/nodeimage.h"

#include <QFileInfo>
#include <QJsonArray>

namespace coffer {
namespace {

void tellPartitions(Console &console, const ImageInfo &info)
{
    if (!info.tableProblem.isEmpty())
        console.tell(tr("Partitions: none. %1").arg(info.tableProblem), QStringLiteral("table-problem"),
                     {{QStringLiteral("text"), info.tableProblem}});
    for (const Partition &partition : info.partitions) {
        console.tell(tr("Partition %1: type %2, from %3, %4%5")
                         .arg(partition.number)
                         .arg(partition.type, 2, 16, QLatin1Char('0'))
                         .arg(formatBytes(partition.start), formatBytes(partition.size), partition.bootable ? tr(", bootable") : QString()),
                     QStringLiteral("partition"),
                     {{QStringLiteral("number"), partition.number},
                      {QStringLiteral("type"), partition.type},
                      {QStringLiteral("start"), partition.start},
                      {QStringLiteral("size"), partition.size},
                      {QStringLiteral("bootable"), partition.bootable}});
    }
}

void tellBlobs(Console &console, const ImageInfo &info)
{
    if (info.blobs.isEmpty())
        console.print(tr("Boot loader: none found."));
    for (const FoundBlob &blob : info.blobs) {
        console.tell(tr("%1 at sector %2, %3 %4").arg(blob.kind).arg(blob.sector).arg(formatBytes(blob.size), blob.detail).trimmed(),
                     QStringLiteral("blob"),
                     {{QStringLiteral("kind"), blob.kind},
                      {QStringLiteral("sector"), blob.sector},
                      {QStringLiteral("size"), blob.size},
                      {QStringLiteral("detail"), blob.detail}});
    }
}

void tellEnvironment(Console &console, const ImageInfo &info)
{
    const EnvironmentBlock &block = info.environment;
    console.print(block.crcValid ? tr("Environment at byte %1: CRC right, %2 variables")
                                       .arg(info.environmentOffset).arg(block.variables.size())
                                 : tr("Environment at byte %1: CRC wrong, U-Boot would use its defaults").arg(info.environmentOffset));
    if (!info.environmentProblem.isEmpty())
        console.print(info.environmentProblem);
    QJsonObject variables;
    for (auto it = block.variables.begin(); it != block.variables.end(); ++it) {
        console.print(QStringLiteral("  %1=%2").arg(it.key(), it.value()));
        variables.insert(it.key(), it.value());
    }
    console.emitJson(QStringLiteral("environment"), {{QStringLiteral("offset"), info.environmentOffset},
                                                     {QStringLiteral("crcValid"), block.crcValid},
                                                     {QStringLiteral("problem"), info.environmentProblem},
                                                     {QStringLiteral("variables"), variables}});
}

} // namespace

int runImageInfo(Invocation &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Shows what a disk image or a card's copy holds: partitions, boot loader, boot environment."));
    if (const auto ended = parse(call, parser, {QStringLiteral("FILE"), 1, 1}))
        return *ended;
    const Result<Cluster> cluster = clusterOf(call);
    if (!cluster)
        return failWith(call, cluster.error());
    const Result<ImageInfo> info = inspectImage(parser.positionalArguments().first(), cluster->boardFor(Role::Compute));
    if (!info)
        return failWith(call, info.error());
    call.console.tell(tr("Size: %1 (%2 bytes)").arg(formatBytes(info->size)).arg(info->size), QStringLiteral("image"),
                      {{QStringLiteral("size"), info->size}, {QStringLiteral("fileSystem"), info->fileSystem}});
    tellPartitions(call.console, *info);
    if (!info->fileSystem.isEmpty())
        call.console.print(tr("Root file system: %1").arg(info->fileSystem));
    tellBlobs(call.console, *info);
    tellEnvironment(call.console, *info);
    return ExitDone;
}

int runNodeImage(Invocation &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Writes the image of one compute node's card, with its block map beside it."));
    const QCommandLineOption output({QStringLiteral("o"), QStringLiteral("image")}, tr("The image to write."), QStringLiteral("FILE"));
    parser.addOption(output);
    if (const auto ended = parse(call, parser, {QStringLiteral("INDEX -o FILE"), 1, 1}))
        return *ended;
    if (!parser.isSet(output))
        return failWith(call, {Errc::Usage, tr("Name the file to write: coffer node-image INDEX -o FILE.")});
    const Result<Cluster> cluster = clusterOf(call);
    if (!cluster)
        return failWith(call, cluster.error());
    const QString index = parser.positionalArguments().first();
    const Node *node = cluster->findNode(index);
    if (!node || node->isHead())
        return failWith(call, {Errc::Usage, tr("There is no compute node \"%1\"; they are 0 to %2.").arg(index).arg(cluster->nodes.size() - 2)});
    const QString path = parser.value(output);
    if (Status written = writeNodeImage(*cluster, *node, productFolder(call.paths.output, node->boardId), path); !written)
        return failWith(call, written.error());
    call.console.tell(tr("%1: %2, %3").arg(node->name, formatBytes(QFileInfo(path).size()), path), QStringLiteral("product"),
                      {{QStringLiteral("node"), node->name}, {QStringLiteral("path"), path}});
    return ExitDone;
}

} // namespace coffer
