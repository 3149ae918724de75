// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/carddescriptor.h"

#include <QFile>

#include <cerrno>

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace coffer {

CardDescriptor::CardDescriptor(Fd fd, const QString &name) : m_fd(std::move(fd)), m_name(name)
{
    const int flags = ::fcntl(m_fd.get(), F_GETFL);
    m_isDirect = flags >= 0 && ::fcntl(m_fd.get(), F_SETFL, flags | O_DIRECT) == 0;
}

Status CardDescriptor::write(qint64 offset, std::span<const std::byte> data) const
{
    while (!data.empty()) {
        const ssize_t done = ::pwrite(m_fd.get(), data.data(), data.size(), offset);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return writeFailed(offset, done < 0 ? errno : EIO);
        data = data.subspan(std::size_t(done));
        offset += done;
    }
    return ok();
}

Status CardDescriptor::read(qint64 offset, std::span<std::byte> data) const
{
    if (Status dropped = m_isDirect ? ok() : dropCache(offset, qint64(data.size())); !dropped)
        return dropped;
    while (!data.empty()) {
        const ssize_t done = ::pread(m_fd.get(), data.data(), data.size(), offset);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return readFailed(offset, done < 0 ? errno : EIO);
        data = data.subspan(std::size_t(done));
        offset += done;
    }
    return ok();
}

Status CardDescriptor::flush() const
{
    return ::fdatasync(m_fd.get()) == 0 ? ok() : flushFailed(errno);
}

/// Pages can only be dropped once they are on the disk.
Status CardDescriptor::dropCache(qint64 offset, qint64 length) const
{
    if (Status flushed = flush(); !flushed)
        return flushed;
    if (const int error = ::posix_fadvise(m_fd.get(), offset, length, POSIX_FADV_DONTNEED))
        return readFailed(offset, error);
    return ok();
}

quint64 CardDescriptor::activity() const
{
    struct stat status = {};
    if (::fstat(m_fd.get(), &status) != 0)
        return 0;
    const dev_t device = S_ISBLK(status.st_mode) ? status.st_rdev : status.st_dev;
    QFile counts(QStringLiteral("/sys/dev/block/%1:%2/stat").arg(major(device)).arg(minor(device)));
    if (!counts.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> columns = counts.readAll().simplified().split(' ');
    quint64 sum = 0;
    for (int column : {0, 4, 15}) // reads, writes, flushes completed
        sum += columns.value(column).toULongLong();
    return sum;
}

/// A reader without its card answers with an I/O error and is 0 bytes large.
bool CardDescriptor::isGone(int error) const
{
    quint64 bytes = 1;
    const bool isEmpty = ::ioctl(m_fd.get(), BLKGETSIZE64, &bytes) == 0 && bytes == 0;
    return error == ENODEV || error == ENXIO || error == ENOMEDIUM || isEmpty;
}

Status CardDescriptor::failed(const QString &message, int error) const
{
    if (isGone(error))
        return fail(Errc::CardGone, tr("%1 is gone: put the card back and start it again.").arg(m_name));
    if (error == ENOSPC || error == EDQUOT)
        return fail(Errc::NoSpace, tr("The disk that holds %1 is full; make room and start again.").arg(m_name));
    return fail(Errc::Failed, message);
}

Status CardDescriptor::readFailed(qint64 offset, int error) const
{
    return failed(tr("%1 cannot be read at byte %2: %3; try another card or reader.")
                      .arg(m_name).arg(offset).arg(systemError(error)), error);
}

Status CardDescriptor::writeFailed(qint64 offset, int error) const
{
    return failed(tr("%1 cannot be written at byte %2: %3; try another card or reader.")
                      .arg(m_name).arg(offset).arg(systemError(error)), error);
}

Status CardDescriptor::flushFailed(int error) const
{
    return failed(tr("%1 cannot store what was written: %2; try another card or reader.")
                      .arg(m_name, systemError(error)), error);
}

} // namespace coffer
