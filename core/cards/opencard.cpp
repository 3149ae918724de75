// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/opencard.h"

#include "core/base/files.h"
#include "core/cards/devices.h"
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

tl::unexpected<Error> gone(const QString &devNode)
{
    return fail(Errc::CardGone, tr("The card is no longer in %1, or another one is there now; put it in again.").arg(devNode));
}

tl::unexpected<Error> busy(const QString &devNode)
{
    const Result<DeviceProperties> device = blockDevice(devNode);
    const QString points = device ? systemDisks().mountPointsOf(*device) : QString();
    if (!points.isEmpty())
        return fail(Errc::Busy, tr("%1 is mounted at %2; unmount it and try again.").arg(devNode, points));
    return fail(Errc::Busy, tr("%1 is in use by another program or mounted; close that or unmount it, and try again.").arg(devNode));
}

tl::unexpected<Error> openFailed(const QString &devNode, int error)
{
    switch (error) {
    case EBUSY:
        return busy(devNode);
    case ENOENT:
    case ENXIO:
    case ENODEV:
    case ENOMEDIUM:
        return gone(devNode);
    case EACCES:
    case EPERM:
        return fail(Errc::Refused, tr("This user may not open %1; run the program as one who may (root, or of the device's group).").arg(devNode));
    case EROFS:
        return fail(Errc::Refused, tr("The card in %1 is write-protected; move the slider on its side.").arg(devNode));
    default:
        return fail(Errc::Failed, tr("%1 cannot be opened: %2.").arg(devNode, systemError(error)));
    }
}

/// The descriptor of the device node, opened directly.
Result<Fd> openDirectly(const QString &devNode, Access access)
{
    const int mode = access == Access::ReadWrite ? O_RDWR : O_RDONLY;
    Fd fd(::open(QFile::encodeName(devNode).constData(), mode | O_EXCL | O_DIRECT | O_CLOEXEC | O_NONBLOCK));
    if (!fd.isValid())
        return openFailed(devNode, errno);
    return fd;
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
        return gone(devNode);
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

} // namespace

Result<std::unique_ptr<BlockTarget>> openBlockDevice(const QString &devNode, quint64 diskSeq, Access access)
{
    Result<Fd> fd = openDirectly(devNode, access);
    if (!fd)
        return passOn(fd);
    if (Status same = checkIdentity(fd->get(), devNode, diskSeq); !same)
        return passOn(same);
    if (Status locked = lock(fd->get(), devNode); !locked)
        return passOn(locked);

    quint64 size = 0;
    int blockSize = 0;
    if (::ioctl(fd->get(), BLKGETSIZE64, &size) != 0 || ::ioctl(fd->get(), BLKSSZGET, &blockSize) != 0)
        return openFailed(devNode, errno);
    if (size == 0)
        return gone(devNode);
    return makeFdTarget(std::move(*fd), devNode, qint64(size), blockSize);
}

Result<Fd> openToLook(const Card &card, const CancelToken &)
{
    Fd fd(::open(QFile::encodeName(card.devNode).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!fd.isValid())
        return openFailed(card.devNode, errno);
    const Status same = checkIdentity(fd.get(), card.devNode, card.diskSeq);
    return same ? Result<Fd>(std::move(fd)) : passOn(same);
}

Result<std::unique_ptr<BlockTarget>> openCard(const Card &card, const CardRules &rules, Access access, const CancelToken &)
{
    const Result<DeviceProperties> device = blockDevice(card.devNode);
    if (!device || device->diskSeq() != card.diskSeq || device->sizeInBytes() == 0)
        return gone(card.devNode);
    const auto verdict = classify(*device, systemDisks(), rules);
    if (const auto *refusal = std::get_if<Refusal>(&verdict))
        return fail(Errc::Refused, tr("%1 is not written to. %2").arg(card.devNode, refusal->reason));
    if (!(std::get<Card>(verdict) == card))
        return gone(card.devNode);
    return openBlockDevice(card.devNode, card.diskSeq, access);
}

} // namespace coffer
