// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/filetarget.h"

#include "core/base/alignedbuffer.h"
#include "core/flash/carddescriptor.h"
#include "core/flash/threadqueue.h"
#include "core/flash/uringqueue.h"

#include <QFile>

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace coffer {
namespace {

constexpr qint64 fileBlockSize = 4096; ///< what direct I/O takes on any usual disk
constexpr int queueThreads = 4;

class FdTarget : public BlockTarget
{
public:
    FdTarget(Fd fd, const QString &name, qint64 size, qint64 blockSize, Engine engine)
        : m_card(std::make_shared<const CardDescriptor>(std::move(fd), name)), m_size(size), m_blockSize(blockSize),
          m_engine(engine)
    {
    }

    qint64 size() const override { return m_size; }
    qint64 blockSize() const override { return m_blockSize; }
    QString name() const override { return m_card->name(); }
    Status write(qint64 offset, std::span<const std::byte> data) override { return m_card->write(offset, data); }
    Status read(qint64 offset, std::span<std::byte> data) override { return m_card->read(offset, data); }
    Status flush() override { return m_card->flush(); }
    quint64 activity() const override { return m_card->activity(); }

    std::unique_ptr<IoQueue> openQueue() override
    {
        std::unique_ptr<IoQueue> queue;
        if (m_engine == Engine::Best && m_card->isDirect())
            queue = makeUringQueue(m_card);
        if (queue)
            return queue;
        return makeThreadQueue({[card = m_card](qint64 offset, std::span<std::byte> data) { return card->read(offset, data); },
                                [card = m_card](qint64 offset, std::span<const std::byte> data) { return card->write(offset, data); },
                                [card = m_card] { return card->flush(); }},
                               queueThreads, ThreadQueueEnd::LeavesThreads);
    }

private:
    std::shared_ptr<const CardDescriptor> m_card;
    qint64 m_size;
    qint64 m_blockSize;
    Engine m_engine;
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

std::unique_ptr<BlockTarget> makeFdTarget(Fd fd, const QString &name, qint64 size, qint64 blockSize, Engine engine)
{
    return std::make_unique<FdTarget>(std::move(fd), name, roundDown(size, blockSize), blockSize, engine);
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
