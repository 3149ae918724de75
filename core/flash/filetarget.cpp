// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/filetarget.h"

#include "core/flash/alignedbuffer.h"

#include <QFile>

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace coffer {
namespace {

constexpr qint64 fileBlockSize = 4096; ///< what direct I/O takes on any usual disk

class FdTarget : public BlockTarget
{
public:
    FdTarget(Fd fd, const QString &name, qint64 size, qint64 blockSize)
        : m_fd(std::move(fd)), m_name(name), m_size(size), m_blockSize(blockSize)
    {
        const int flags = ::fcntl(m_fd.get(), F_GETFL);
        m_direct = flags >= 0 && ::fcntl(m_fd.get(), F_SETFL, flags | O_DIRECT) == 0;
    }

    qint64 size() const override { return m_size; }
    qint64 blockSize() const override { return m_blockSize; }
    QString name() const override { return m_name; }

    Status write(qint64 offset, std::span<const std::byte> data) override
    {
        while (!data.empty()) {
            const ssize_t done = ::pwrite(m_fd.get(), data.data(), data.size(), offset);
            if (done < 0 && errno == EINTR)
                continue;
            if (done <= 0)
                return cannotWrite(offset, done < 0 ? errno : EIO);
            data = data.subspan(std::size_t(done));
            offset += done;
        }
        return ok();
    }

    Status read(qint64 offset, std::span<std::byte> data) override
    {
        if (Status dropped = m_direct ? ok() : dropCache(offset, qint64(data.size())); !dropped)
            return dropped;
        while (!data.empty()) {
            const ssize_t done = ::pread(m_fd.get(), data.data(), data.size(), offset);
            if (done < 0 && errno == EINTR)
                continue;
            if (done <= 0)
                return cannotRead(offset, done < 0 ? errno : EIO);
            data = data.subspan(std::size_t(done));
            offset += done;
        }
        return ok();
    }

    Status flush() override
    {
        if (::fdatasync(m_fd.get()) == 0)
            return ok();
        const int error = errno;
        return failed(tr("%1 cannot store what was written: %2; try another card or reader.").arg(m_name, systemError(error)), error);
    }

private:
    /// Pages can only be dropped once they are on the disk.
    Status dropCache(qint64 offset, qint64 length)
    {
        if (Status flushed = flush(); !flushed)
            return flushed;
        if (const int error = ::posix_fadvise(m_fd.get(), offset, length, POSIX_FADV_DONTNEED))
            return cannotRead(offset, error);
        return ok();
    }

    /// A reader without its card answers with an I/O error and is 0 bytes large.
    bool isGone(int error) const
    {
        quint64 bytes = 1;
        const bool isEmpty = ::ioctl(m_fd.get(), BLKGETSIZE64, &bytes) == 0 && bytes == 0;
        return error == ENODEV || error == ENXIO || error == ENOMEDIUM || isEmpty;
    }

    Status failed(const QString &message, int error) const
    {
        if (isGone(error))
            return fail(Errc::CardGone, tr("%1 is gone: put the card back and start it again.").arg(m_name));
        if (error == ENOSPC || error == EDQUOT)
            return fail(Errc::NoSpace, tr("The disk that holds %1 is full; make room and start again.").arg(m_name));
        return fail(Errc::Failed, message);
    }

    Status cannotRead(qint64 offset, int error) const
    {
        return failed(tr("%1 cannot be read at byte %2: %3; try another card or reader.")
                          .arg(m_name).arg(offset).arg(systemError(error)), error);
    }

    Status cannotWrite(qint64 offset, int error) const
    {
        return failed(tr("%1 cannot be written at byte %2: %3; try another card or reader.")
                          .arg(m_name).arg(offset).arg(systemError(error)), error);
    }

    Fd m_fd;
    QString m_name;
    qint64 m_size;
    qint64 m_blockSize;
    bool m_direct = false;
};

Status checkRegular(const struct stat &status, const QString &path)
{
    if (!S_ISREG(status.st_mode))
        return fail(Errc::Refused, tr("%1 is no regular file; it was not touched.").arg(path));
    return ok();
}

/// Opened and known to be regular: looked at before, so that no device is opened even for a
/// moment, and after, so that nothing was put in its place.
Result<Fd> openRegular(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat status = {};
    if (::stat(name.constData(), &status) == 0) {
        if (Status regular = checkRegular(status, path); !regular)
            return passOn(regular);
    }
    Fd fd(::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0600));
    if (!fd.isValid() || ::fstat(fd.get(), &status) != 0)
        return fail(Errc::Failed, tr("%1 cannot be opened for writing: %2.").arg(path, systemError(errno)));
    if (Status regular = checkRegular(status, path); !regular)
        return passOn(regular);
    return fd;
}

} // namespace

std::unique_ptr<BlockTarget> makeFdTarget(Fd fd, const QString &name, qint64 size, qint64 blockSize)
{
    return std::make_unique<FdTarget>(std::move(fd), name, roundDown(size, blockSize), blockSize);
}

Result<std::unique_ptr<BlockTarget>> openFileTarget(const QString &path, qint64 minimumSize)
{
    Result<Fd> fd = openRegular(path);
    if (!fd)
        return passOn(fd);
    if (::flock(fd->get(), LOCK_EX | LOCK_NB) != 0)
        return fail(Errc::Busy, tr("%1 is in use by another program; wait for it to end.").arg(path));
    struct stat status = {};
    if (::fstat(fd->get(), &status) != 0)
        return fail(Errc::Failed, tr("%1 cannot be read: %2.").arg(path, systemError(errno)));
    const qint64 size = roundUp(std::max(qint64(status.st_size), minimumSize), fileBlockSize);
    if (size != status.st_size && ::ftruncate(fd->get(), size) != 0)
        return fail(Errc::NoSpace, tr("%1 cannot be made %2 bytes large: %3.").arg(path).arg(size).arg(systemError(errno)));
    return makeFdTarget(std::move(*fd), path, size, fileBlockSize);
}

} // namespace coffer
