// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/opencard.h"

#include "core/base/files.h"
#include "core/cards/devices.h"
#include "core/cards/openerrors.h"
#include "core/cards/systemdisks.h"
#include "core/cards/udisks.h"
#include "core/flash/filetarget.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QThread>

#include <cerrno>

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

namespace coffer {
namespace {

constexpr int lockPatienceMs = 2000;
constexpr int lockRetryMs = 50;

constexpr int exclusively = O_EXCL | O_DIRECT | O_CLOEXEC;

int flagsFor(Access access)
{
    return (access == Access::ReadWrite ? O_RDWR : O_RDONLY) | exclusively;
}

/// The descriptor of the device node, opened directly; if it is not valid, errno tells why.
Fd openNode(const QString &devNode, int flags)
{
    return Fd(::open(QFile::encodeName(devNode).constData(), flags | O_NONBLOCK));
}

/// The same, or through UDisks where this user may not open the node.
Result<Fd> openPermitted(const QString &devNode, int flags, const CancelToken &cancel)
{
    Fd fd = openNode(devNode, flags);
    if (fd.isValid())
        return fd;
    const int error = errno;
    return error == EACCES || error == EPERM ? openThroughUDisks(devNode, flags, cancel) : openError(devNode, error);
}

/// Holds if the descriptor is that of a block device with this very medium.
Status checkIdentity(int fd, const QString &devNode, quint64 diskSeq)
{
    struct stat info {};
    if (::fstat(fd, &info) != 0 || !S_ISBLK(info.st_mode))
        return fail(Errc::Refused, tr("%1 is not a block device.").arg(devNode));
    quint64 present = 0;
    if (::ioctl(fd, BLKGETDISKSEQ, &present) != 0 || present == 0)
        return fail(Errc::Refused, tr("The kernel does not number the media of %1, so a swap could go unnoticed; Linux 5.15 or newer is needed.").arg(devNode));
    if (present != diskSeq)
        return cardGone(devNode);
    return ok();
}

/// Locks the device against other writers. udev locks it (shared) while it looks at a new medium
/// (systemd, "Locking Block Device Access"), so a lock is waited for, but not for long.
Status lock(int fd, const QString &devNode)
{
    QDeadlineTimer patience(lockPatienceMs);
    while (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return fail(Errc::Failed, tr("%1 cannot be locked: %2.").arg(devNode, systemError(errno)));
        if (patience.hasExpired())
            return fail(Errc::Busy, tr("%1 is locked by another program, perhaps a second one of ours; wait for its end.").arg(devNode));
        QThread::msleep(lockRetryMs);
    }
    return ok();
}

/// A target over the descriptor, if the medium in it is the one numbered `diskSeq`; locked.
Result<std::unique_ptr<BlockTarget>> makeTarget(Fd fd, const QString &devNode, quint64 diskSeq)
{
    if (Status same = checkIdentity(fd.get(), devNode, diskSeq); !same)
        return passOn(same);
    quint64 size = 0;
    int blockSize = 0;
    if (::ioctl(fd.get(), BLKGETSIZE64, &size) != 0 || ::ioctl(fd.get(), BLKSSZGET, &blockSize) != 0)
        return openError(devNode, errno);
    if (size == 0)
        return cardGone(devNode);
    if (Status locked = lock(fd.get(), devNode); !locked)
        return passOn(locked);
    return makeFdTarget(std::move(fd), devNode, qint64(size), blockSize);
}

} // namespace

Result<std::unique_ptr<BlockTarget>> openBlockDevice(const QString &devNode, quint64 diskSeq, Access access)
{
    Fd fd = openNode(devNode, flagsFor(access));
    if (!fd.isValid())
        return openError(devNode, errno);
    return makeTarget(std::move(fd), devNode, diskSeq);
}

Result<Fd> openToLook(const Card &card, const CancelToken &cancel)
{
    Result<Fd> fd = openPermitted(card.devNode, O_RDONLY | O_CLOEXEC, cancel);
    if (!fd)
        return fd;
    const Status same = checkIdentity(fd->get(), card.devNode, card.diskSeq);
    return same ? std::move(fd) : passOn(same);
}

Result<std::unique_ptr<BlockTarget>> openCard(const Card &card, const CardRules &rules, Access access, const CancelToken &cancel)
{
    const Result<DeviceProperties> device = blockDevice(card.devNode);
    if (!device || device->diskSeq() != card.diskSeq || device->sizeInBytes() == 0)
        return cardGone(card.devNode);
    const auto verdict = classify(*device, systemDisks(), rules);
    if (const auto *refusal = std::get_if<Refusal>(&verdict))
        return fail(Errc::Refused, tr("%1 is not written to. %2").arg(card.devNode, refusal->reason));
    if (!(std::get<Card>(verdict) == card))
        return cardGone(card.devNode);
    if (Status unmounted = unmountThroughUDisks(*device, cancel); !unmounted)
        return passOn(unmounted);
    Result<Fd> fd = openPermitted(card.devNode, flagsFor(access), cancel);
    return fd ? makeTarget(std::move(*fd), card.devNode, card.diskSeq) : passOn(fd);
}

} // namespace coffer
