// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/imagestage.h"

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/build/bootloader.h"
#include "core/build/buildproducts.h"
#include "core/build/diskimage.h"
#include "core/build/manifest.h"
#include "core/build/sandbox.h"
#include "core/build/toolset.h"
#include "core/image/loadaddresses.h"

#include <QDateTime>
#include <QFileInfo>

namespace coffer {
namespace {

/// What the boot area of the head's card depends on besides the boot loader's files.
QByteArray bootInputs(const Cluster &cluster, const Board &board)
{
    QByteArray text = cluster.id.toUtf8() + '\n' + cluster.head().name.toUtf8() + '\n';
    const Environment variables = nodeEnvironment(cluster, cluster.head(), {}).value_or(Environment());
    for (auto variable = variables.begin(); variable != variables.end(); ++variable)
        text += variable.key().toUtf8() + '=' + variable->toUtf8() + '\n';
    for (const BootBlob &blob : board.blobs)
        text += blob.file.toUtf8() + ' ' + QByteArray::number(blob.sector) + '\n';
    for (const qint64 number : {board.environmentOffset, board.environmentSize, board.bootAreaStart, board.bootAreaSize})
        text += QByteArray::number(number) + ' ';
    return text;
}

/// Whether the boot loader has room for what the system makes it load (see recipes/image.sh).
Status checkBoot(const BuildContext &context, const Board &board, const StageWork &work, const QString &path)
{
    const Result<QByteArray> defaults = readFile(work.needs.value(bootLoaderName(board)) + u'/' + defaultEnvironmentFile);
    const Result<QByteArray> sizes = readFile(path + QStringLiteral(".sizes"));
    const Result<QByteArray> header = readFile(path + QStringLiteral(".header"));
    for (const Result<QByteArray> *file : {&defaults, &sizes, &header}) {
        if (!*file)
            return passOn(*file);
    }
    const Result<Environment> compiled = parseEnvironmentText(*defaults, defaultEnvironmentFile);
    if (!compiled)
        return passOn(compiled);
    const Node &node = board.role == Role::Head ? context.cluster.head() : context.cluster.nodes.last();
    const Result<Environment> variables = nodeEnvironment(context.cluster, node, *compiled);
    const Result<KernelHeader> kernel = readKernelHeader(*header);
    if (!variables || !kernel)
        return variables ? passOn(kernel) : passOn(variables);
    const QByteArrayList numbers = sizes->trimmed().split(' ');
    const BootFiles files{*kernel, numbers.value(0).toLongLong(), numbers.value(1).toLongLong(), numbers.value(2).toLongLong()};
    return checkLoadAddresses(*variables, files, {quint64(board.bootLoader.memoryStart), quint64(board.bootLoader.memoryEnd)});
}

/// The manifest of the image at `path`, whose packages are listed beside it.
Status writeManifest(const Board &board, const StageWork &work, const ImageParts &parts, const QString &path, const QString &to, Progress &progress)
{
    progress.begin(tr("manifest"), 0);
    Manifest manifest;
    manifest.image = QFileInfo(path).fileName();
    manifest.packages = parts.packages;
    manifest.epoch = parts.epoch;
    const Result<QByteArray> sum = sha256OfFile(path, progress.cancelToken());
    const Result<QByteArray> installed = readFile(path + QStringLiteral(".packages"));
    if (!sum || !installed)
        return sum ? passOn(installed) : passOn(sum);
    manifest.sha256 = *sum;
    manifest.installed = *installed;
    QStringList files{path + QStringLiteral(".bmap")};
    if (board.role == Role::Head) {
        for (const BootBlob &blob : board.blobs)
            files += work.needs.value(bootLoaderName(board)) + u'/' + blob.file;
    }
    for (const QString &file : files) {
        const Result<QByteArray> part = sha256OfFile(file);
        if (!part)
            return passOn(part);
        manifest.parts.insert(QFileInfo(file).fileName(), *part);
    }
    return writeFile(to, formatManifest(manifest));
}

Status makeImage(const BuildContext &context, const Board &board, const ImageParts &parts, const QStringList &products, const StageWork &work,
                 Progress &progress)
{
    const auto here = [&](qsizetype index) { return work.folder + u'/' + QFileInfo(products.at(index)).fileName(); };
    const QString path = here(0);
    progress.begin(tr("configure"), 0);
    if (Status made = makeRootFileSystem(context, board, work, parts.system, parts.standIn, parts.epoch, board.rootStart(), path, progress); !made)
        return made;
    if (Status fits = checkBoot(context, board, work, path); !fits)
        return fits;
    if (board.role == Role::Head) {
        if (Status added = addBootPieces(context.cluster, context.cluster.head(), work.needs.value(bootLoaderName(board)), path); !added)
            return added;
    }
    if (Status mapped = writeMap(path, board.rootStart(), progress); !mapped)
        return mapped;
    if (Status written = writeManifest(board, work, parts, path, here(3), progress); !written)
        return written;
    return moveInPlace(path + QStringLiteral(".packages"), here(2));
}

} // namespace

QString imageStageName(const Board &board)
{
    return QStringLiteral("image-") + board.id;
}

QString manifestPath(const QString &output, const Board &board)
{
    return productFolder(output, board.id) + u'/' + board.id + QStringLiteral(".spdx.json");
}

Stage imageStage(const BuildContext &context, const Board &board, const ImageParts &parts)
{
    const bool isHead = board.role == Role::Head;
    const SystemStages names = systemStagesOf(board);
    const QString base = productFolder(context.outputFolder, board.id) + u'/' + board.id;
    const QString image = isHead ? nodeImagePath(context.outputFolder, context.cluster.head()) : base + QStringLiteral("-rootfs.img");
    Stage stage;
    stage.name = imageStageName(board);
    stage.inputs = {recipeText(QStringLiteral("layers.sh")), recipeText(QStringLiteral("image.sh")), parts.system.hash,
                    rootUuid(context.cluster, board).toUtf8(), QByteArray::number(parts.epoch)};
    stage.needs = {names.base, names.packages, names.initramfs, bootLoaderName(board), toolsStage};
    for (auto variable = board.environment.begin(); variable != board.environment.end(); ++variable) // some are load addresses
        stage.inputs += variable.key().toUtf8() + '=' + variable->toUtf8();
    for (const qint64 address : {board.bootLoader.memoryStart, board.bootLoader.memoryEnd})
        stage.inputs += QByteArray::number(address);
    if (isHead)
        stage.inputs += bootInputs(context.cluster, board);
    stage.products = {image, image + QStringLiteral(".bmap"), base + QStringLiteral("-packages.txt"), manifestPath(context.outputFolder, board)};
    stage.make = [context, board, parts, products = stage.products](const StageWork &work, Progress &progress) {
        ImageParts dated = parts;
        if (dated.epoch == 0)
            dated.epoch = QDateTime::currentSecsSinceEpoch();
        return makeImage(context, board, dated, products, work, progress);
    };
    return stage;
}

} // namespace coffer
