// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/buildproducts.h"

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/build/aptarchive.h"
#include "core/build/bootloader.h"
#include "core/build/diskimage.h"
#include "core/build/kernelpackages.h"
#include "core/build/rootfs.h"
#include "core/image/nodeimage.h"
#include "core/keys/keys.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>

#include <algorithm>

namespace coffer {
namespace {

constexpr int lockPollMs = 100;

Status takeLock(QLockFile &lock, Progress &progress)
{
    lock.setStaleLockTime(0); // stale only when its process is gone
    for (bool told = false; !lock.tryLock(lockPollMs); told = true) {
        if (lock.error() != QLockFile::LockFailedError)
            return fail(Errc::Failed, tr("The cache folder cannot be written; choose another with --cache."));
        if (!told)
            progress.log(tr("Another build is running; waiting for it."));
        if (Status go = progress.checkCancelled(); !go)
            return go;
    }
    return ok();
}

/// Tells a file as it is now from any other state of it.
QByteArray stateOf(const QString &path)
{
    const QFileInfo info(path);
    return QByteArray::number(info.size()) + ' ' + QByteArray::number(info.lastModified().toMSecsSinceEpoch());
}

/// Makes the product at `path` with `make`, unless it stands there as it was made from the same inputs.
template <typename Make>
Status renew(const QString &path, const QByteArray &inputs, Make make)
{
    const QFileInfo info(path);
    const QString stamp = info.path() + QStringLiteral("/.") + info.fileName() + QStringLiteral(".made");
    const QByteArray key = sha256Hex(inputs) + ' ';
    if (info.exists() && readFile(stamp).value_or(QByteArray()) == key + stateOf(path))
        return ok();
    if (Status made = make(); !made)
        return made;
    return writeFile(stamp, key + stateOf(path));
}

Status copyProduct(const QString &from, const QString &to, bool isPrivate = false)
{
    return renew(to, from.toUtf8() + stateOf(from), [&]() -> Status {
        const QString unfinished = to + QStringLiteral(".part");
        QFile::remove(unfinished);
        if (!QFile::copy(from, unfinished))
            return fail(Errc::Failed, tr("%1 cannot be written; check the space on the disk.").arg(to));
        if (isPrivate)
            QFile::setPermissions(unfinished, privateFile);
        return moveInPlace(unfinished, to);
    });
}

/// Copies every file of a finished stage to the output; returns where they are.
Result<QStringList> publish(const QString &from, const QString &to)
{
    if (Status made = makeDirectory(to); !made)
        return passOn(made);
    QStringList paths;
    for (const QString &name : QDir(from).entryList(QDir::Files, QDir::Name)) {
        if (Status copied = copyProduct(from + u'/' + name, to + u'/' + name); !copied)
            return passOn(copied);
        paths += to + u'/' + name;
    }
    return paths;
}

Status requireKeys(const BuildContext &context, Progress &progress)
{
    const Result<QList<KeyPair>> keys = checkKeys(context.keysFolder, progress);
    if (!keys)
        return passOn(keys);
    if (!std::all_of(keys->begin(), keys->end(), [](const KeyPair &key) { return key.present; }))
        return fail(Errc::Refused, tr("The cluster has no complete key set in %1; run \"coffer keys create\" first.").arg(context.keysFolder));
    return ok();
}

Status buildHeadImage(const BuildContext &context, const Board &board, const QString &blobs, const QString &root, Progress &progress)
{
    const Node &head = context.cluster.head();
    const Result<QList<Piece>> pieces = bootPieces(context.cluster, head, blobs, board.rootStart() + QFileInfo(root).size());
    if (!pieces)
        return passOn(pieces);
    QByteArray inputs = root.toUtf8() + stateOf(root);
    for (const Piece &piece : *pieces)
        inputs += QByteArray::number(piece.offset) + ':' + piece.data;
    const QString path = nodeImagePath(context.outputFolder, head);
    progress.setStage(QStringLiteral("disk-image"));
    if (!QFileInfo::exists(path + QStringLiteral(".bmap")))
        QFile::remove(path); // an image is nothing without its map
    return renew(path, inputs, [&] { return writeDiskImage(context.cluster, head, blobs, root, path, progress); });
}

} // namespace

QString productFolder(const QString &output, const QString &boardId)
{
    return output + u'/' + boardId;
}

QString nodeImagePath(const QString &output, const Node &node)
{
    const QString name = node.isHead() ? node.boardId + QStringLiteral("-disk.img") : node.name + QStringLiteral(".img");
    return productFolder(output, node.boardId) + u'/' + name;
}

Result<QStringList> buildProducts(const BuildContext &context, const Board &board, Progress &progress)
{
    if (Status keys = requireKeys(context, progress); !keys)
        return passOn(keys);
    if (Status made = makeDirectory(context.cacheFolder); !made)
        return passOn(made);
    QLockFile lock(context.cacheFolder + QStringLiteral("/build.lock"));
    if (Status locked = takeLock(lock, progress); !locked)
        return passOn(locked);
    const Result<AptArchive> archive = openArchive(context, progress);
    if (!archive)
        return passOn(archive);

    const QString folder = productFolder(context.outputFolder, board.id);
    const Result<QString> blobs = bootLoader(context, board, *archive, progress);
    if (!blobs)
        return passOn(blobs);
    Result<QStringList> products = publish(*blobs, folder);
    if (!products)
        return products;
    const Result<QString> kernel = kernelPackages(context, *archive, progress);
    if (!kernel)
        return passOn(kernel);
    const Result<QStringList> kernelFiles = publish(*kernel, context.outputFolder + QStringLiteral("/kernel"));
    if (!kernelFiles)
        return kernelFiles;
    *products += *kernelFiles;

    const Result<RootFileSystem> root = rootFileSystem(context, board, *archive, progress);
    if (!root)
        return passOn(root);
    const QString name = folder + u'/' + board.id;
    if (Status copied = copyProduct(root->packages, name + QStringLiteral("-packages.txt")); !copied)
        return passOn(copied);
    *products += name + QStringLiteral("-packages.txt");
    if (board.role == Role::Head) {
        if (Status made = buildHeadImage(context, board, folder, root->image, progress); !made)
            return passOn(made);
        *products += nodeImagePath(context.outputFolder, context.cluster.head());
        return products;
    }
    if (Status copied = copyProduct(root->image, name + QStringLiteral("-rootfs.img"), true); !copied)
        return passOn(copied);
    *products += name + QStringLiteral("-rootfs.img");
    for (const Node &node : context.cluster.nodes) {
        if (node.boardId != board.id)
            continue;
        const QString path = nodeImagePath(context.outputFolder, node);
        if (Status written = writeNodeImage(context.cluster, node, folder, path); !written)
            return passOn(written);
        *products += path;
    }
    return products;
}

} // namespace coffer
