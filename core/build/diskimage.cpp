// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/diskimage.h"

#include "core/base/files.h"
#include "core/bmap/bmap.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace coffer {
namespace {

constexpr qint64 mebibyte = 1 << 20;

Status ioError(const QString &path)
{
    const int number = errno;
    return fail(number == ENOSPC ? Errc::NoSpace : Errc::Failed, tr("%1 cannot be written: %2.").arg(path, systemError(number)));
}

Status writeAt(int fd, qint64 offset, const char *data, qint64 size, const QString &path)
{
    while (size > 0) {
        const ssize_t written = ::pwrite(fd, data, std::size_t(size), offset);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return ioError(path);
        data += written;
        offset += written;
        size -= written;
    }
    return ok();
}

/// Copies the parts of `from` that hold data; holes read as zeros in either file.
Status copyData(int from, int to, qint64 offset, qint64 size, const QString &path, Progress &progress)
{
    progress.begin(tr("copy"), size);
    QByteArray buffer(4 * mebibyte, Qt::Uninitialized);
    for (qint64 at = 0; at < size;) {
        const qint64 data = ::lseek(from, at, SEEK_DATA);
        if (data < 0 && errno != ENXIO)
            return ioError(path);
        progress.advance((data < 0 ? size : data) - at);
        if (data < 0)
            break; // nothing but a hole is left
        const qint64 hole = ::lseek(from, data, SEEK_HOLE);
        for (at = data; at < hole;) {
            if (Status go = progress.checkCancelled(); !go)
                return go;
            const ssize_t got = ::pread(from, buffer.data(), std::size_t(std::min<qint64>(buffer.size(), hole - at)), at);
            if (got <= 0)
                return ioError(path);
            if (Status written = writeAt(to, offset + at, buffer.constData(), got, path); !written)
                return written;
            progress.advance(got);
            at += got;
        }
    }
    progress.finish();
    return ok();
}

} // namespace

Status writeDiskImage(const Cluster &cluster, const Node &node, const QString &blobFolder, const QString &rootImage,
                      const QString &path, Progress &progress)
{
    const qint64 rootStart = cluster.boardOf(node).rootStart();
    const qint64 rootSize = QFileInfo(rootImage).size();
    const Result<QList<Piece>> pieces = bootPieces(cluster, node, blobFolder, rootStart + rootSize);
    if (!pieces)
        return passOn(pieces);

    const QString unfinished = path + QStringLiteral(".part");
    QFile::remove(unfinished);
    const Fd root(::open(QFile::encodeName(rootImage).constData(), O_RDONLY | O_CLOEXEC));
    const Fd disk(::open(QFile::encodeName(unfinished).constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!root.isValid())
        return fail(Errc::NotFound, tr("%1 cannot be read: %2.").arg(rootImage, systemError(errno)));
    if (!disk.isValid() || ::ftruncate(disk.get(), rootStart + rootSize) != 0)
        return ioError(unfinished);
    for (const Piece &piece : *pieces) {
        if (Status written = writeAt(disk.get(), piece.offset, piece.data.constData(), piece.data.size(), unfinished); !written)
            return written;
    }
    if (Status copied = copyData(root.get(), disk.get(), rootStart, rootSize, unfinished, progress); !copied)
        return copied;
    const Result<Bmap> map = createBmap(unfinished, {{0, rootStart}}, progress);
    if (!map)
        return passOn(map);
    // The map goes first and comes last: an image never stands beside a map that is not its own.
    const QString mapPath = path + QStringLiteral(".bmap");
    QFile::remove(mapPath);
    if (::fsync(disk.get()) != 0)
        return ioError(unfinished);
    if (Status moved = moveInPlace(unfinished, path); !moved)
        return moved;
    return writeFile(mapPath, formatBmap(*map));
}

} // namespace coffer
