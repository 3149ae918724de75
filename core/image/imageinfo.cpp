// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/imageinfo.h"

#include "core/base/files.h"
#include "core/image/bootblob.h"
#include "core/image/filesystem.h"

#include <QFile>

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace coffer {
namespace {

/// Up to `size` bytes at `offset`; fewer at the end or where the medium cannot be read.
QByteArray readAt(int fd, qint64 offset, qint64 size)
{
    QByteArray data(size, '\0');
    qint64 done = 0;
    while (done < size) {
        const ssize_t got = ::pread(fd, data.data() + done, std::size_t(size - done), offset + done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        done += got;
    }
    data.truncate(done);
    return data;
}

QList<FoundBlob> findBlobs(int fd, const Board &board)
{
    QList<FoundBlob> found;
    for (const BootBlob &blob : board.blobs) {
        const QByteArray data = readAt(fd, blob.sector * sectorSize, blob.maxBytes);
        if (const auto header = readBlobHeader(blob.kind, data))
            found.append({blob.kind == BlobKind::Rksd ? QStringLiteral("idbloader") : QStringLiteral("FIT"), blob.sector, header->size, header->detail});
    }
    return found;
}

} // namespace

Result<ImageInfo> inspectImage(const QString &path, const Board &board)
{
    // O_NONBLOCK: a pipe must not hold us up before it is refused.
    const Fd file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (!file.isValid())
        return fail(errno == ENOENT ? Errc::NotFound : Errc::Failed, tr("%1 cannot be read: %2.").arg(path, systemError(errno)));
    struct stat status = {};
    if (::fstat(file.get(), &status) != 0 || !(S_ISREG(status.st_mode) || S_ISBLK(status.st_mode)))
        return fail(Errc::Refused, tr("%1 is neither a file nor a block device; name an image or a card.").arg(path));

    ImageInfo info;
    info.size = ::lseek(file.get(), 0, SEEK_END);
    if (info.size < 0)
        return fail(Errc::Failed, tr("%1 cannot be read: %2.").arg(path, systemError(errno)));
    if (const auto table = parseMbr(readAt(file.get(), 0, sectorSize), info.size))
        info.partitions = *table;
    else
        info.tableProblem = table.error().message;
    info.blobs = findBlobs(file.get(), board);
    info.environmentOffset = board.environmentOffset;
    QByteArray block = readAt(file.get(), board.environmentOffset, board.environmentSize);
    if (block.size() != board.environmentSize)
        block.clear();
    if (const auto environment = parseEnvironment(block)) {
        info.environment = *environment;
    } else {
        info.environment.crcValid = true;
        info.environmentProblem = environment.error().message;
    }
    if (!info.partitions.isEmpty()) {
        const Partition &last = info.partitions.last();
        info.fileSystem = describeFileSystem(file.get(), last.start, last.size);
    }
    return info;
}

} // namespace coffer
