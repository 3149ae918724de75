// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/targets.h"

#include "core/base/files.h"
#include "core/base/format.h"
#include "core/cards/devices.h"
#include "core/flash/filetarget.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>

namespace coffer {
namespace {

using Opened = Result<std::unique_ptr<BlockTarget>>;

tl::unexpected<Error> refuse(const QString &target, const QString &reason)
{
    return fail(Errc::Refused, tr("%1 is refused. %2").arg(target, reason));
}

bool isLoop(const DeviceProperties &device)
{
    return device.kernelName().startsWith(QLatin1String("loop"));
}

/// Why a loop device is not to be used; empty when it may be.
QString reasonAgainstLoop(const DeviceProperties &loop, const SystemDisks &system, Access access)
{
    const QString file = loop.sysfs.value(QStringLiteral("loop/backing_file"));
    const QString points = system.mountPointsOf(loop);
    if (loop.sysfs.contains(QStringLiteral("partition")))
        return tr("It is a partition; name the whole loop device.");
    if (file.isEmpty())
        return tr("No file is attached to this loop device.");
    if (file.startsWith(QLatin1String("/dev/")))
        return tr("It leads to the device %1; name that itself.").arg(file);
    if (const QString use = system.useOf(loop); !use.isEmpty())
        return tr("This machine needs it: %1.").arg(use);
    if (!points.isEmpty())
        return tr("It is mounted at %1; unmount it first.").arg(points);
    if (access == Access::ReadWrite && loop.sysfs.value(QStringLiteral("ro")) != QLatin1String("0"))
        return tr("It is attached read-only.");
    return {};
}

Opened openDevice(const QString &target, const CardRules &rules, Access access, const CancelToken &cancel)
{
    const Result<DeviceProperties> device = blockDevice(target);
    if (!device)
        return refuse(target, device.error().message);
    const SystemDisks system = systemDisks();
    if (isLoop(*device)) {
        if (const QString reason = reasonAgainstLoop(*device, system, access); !reason.isEmpty())
            return refuse(target, reason);
        return openBlockDevice(device->udev.value(QStringLiteral("DEVNAME")), device->diskSeq(), access);
    }
    const auto verdict = classify(*device, system, rules);
    if (const auto *refusal = std::get_if<Refusal>(&verdict))
        return refuse(target, refusal->reason);
    return openCard(std::get<Card>(verdict), rules, access, cancel);
}

/// Whether a file of this path would be one among the device nodes: a mistyped card's name.
bool isAmongDevices(const QString &canonicalFolder)
{
    const QString folder = canonicalFolder + u'/';
    return folder.startsWith(QLatin1String("/dev/")) && !folder.startsWith(QLatin1String("/dev/shm/"));
}

/// The loop device that shows this file, if any: its cached pages would overwrite ours.
QString loopOver(const QString &path)
{
    for (const DeviceProperties &device : blockDevices()) {
        if (device.sysfs.value(QStringLiteral("loop/backing_file")) == path)
            return device.kernelName();
    }
    return {};
}

Opened openForReading(const QString &path)
{
    struct stat info {};
    Fd fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    if (!fd.isValid() || ::fstat(fd.get(), &info) != 0)
        return fail(Errc::Failed, tr("%1 cannot be read: %2.").arg(path, systemError(errno)));
    return makeFdTarget(std::move(fd), path, info.st_size, info.st_size % 4096 == 0 ? 4096 : 512);
}

Opened openFile(const QString &target, qint64 minimumSize, Access access)
{
    const QString path = QFileInfo(target).canonicalFilePath();
    if (isAmongDevices(QFileInfo(path).path()))
        return refuse(target, tr("It is a plain file among the device nodes, no card; remove it."));
    if (access == Access::ReadOnly)
        return openForReading(path);
    if (const QString loop = loopOver(path); !loop.isEmpty())
        return refuse(target, tr("It is attached to %1; detach that first, or name it instead.").arg(loop));
    return openFileTarget(path, minimumSize);
}

Opened createFile(const QString &target, qint64 minimumSize, Access access)
{
    const QFileInfo file(target);
    const QString folder = QFileInfo(file.absolutePath()).canonicalFilePath();
    if (file.isSymLink())
        return refuse(target, tr("It is a link to nothing; insert the card, or name it right."));
    if (folder.isEmpty())
        return refuse(target, tr("The folder %1 does not exist.").arg(file.absolutePath()));
    if (isAmongDevices(folder))
        return refuse(target, tr("There is no such device; insert the card, or name it right."));
    if (file.fileName().isEmpty())
        return refuse(target, tr("It is not the name of a file or device."));
    if (access == Access::ReadOnly)
        return fail(Errc::NotFound, tr("There is no %1.").arg(target));
    return openFileTarget(QDir(folder).filePath(file.fileName()), minimumSize);
}

Opened openAny(const QString &target, const CardRules &rules, Access access, const CancelToken &cancel)
{
    struct stat info {};
    if (::stat(QFile::encodeName(target).constData(), &info) != 0) {
        if (errno == ENOENT)
            return createFile(target, rules.least, access);
        return refuse(target, tr("It cannot be looked at: %1.").arg(systemError(errno)));
    }
    if (S_ISBLK(info.st_mode))
        return openDevice(target, rules, access, cancel);
    if (S_ISREG(info.st_mode))
        return openFile(target, rules.least, access);
    if (S_ISDIR(info.st_mode))
        return refuse(target, tr("It is a folder; name a file in it, or a card."));
    return refuse(target, tr("It is neither a card nor a file that could stand for one."));
}

} // namespace

Result<std::unique_ptr<BlockTarget>> openNamedTarget(const QString &target, const CardRules &rules, Access access, const CancelToken &cancel)
{
    Opened opened = openAny(target, rules, access, cancel);
    if (!opened && opened.error().code == Errc::Busy)
        return refuse(target, opened.error().message);
    if (opened && (*opened)->size() < rules.least)
        return fail(Errc::CardTooSmall, tr("%1 holds %2, but %3 are needed; take a larger card.")
                                            .arg(target, formatBytes((*opened)->size()), formatBytes(rules.least)));
    return opened;
}

} // namespace coffer
