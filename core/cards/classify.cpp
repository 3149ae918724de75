// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/card.h"

#include "core/base/format.h"

#include <QRegularExpression>

#include <array>

namespace coffer {
namespace {

bool matches(const QString &text, const char *pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QLatin1String(pattern))).match(text).hasMatch();
}

bool isPartition(const DeviceProperties &device)
{
    return device.udev.value(QStringLiteral("DEVTYPE")) == QLatin1String("partition")
           || device.sysfs.contains(QStringLiteral("partition"));
}

/// Kinds that are never cards, told by the kernel's name for them (the kernel's devices.txt).
QString reasonByName(const QString &name)
{
    struct Kind { const char *pattern; const char *reason; };
    static constexpr std::array kinds = {
        Kind{"loop\\d+", QT_TRANSLATE_NOOP("coffer", "It is a loop device; name it on the command line to write to it.")},
        Kind{"(zram|ram|pmem)\\d+.*", QT_TRANSLATE_NOOP("coffer", "It is memory of this machine, not a medium.")},
        Kind{"(nbd|rbd|drbd)\\d+", QT_TRANSLATE_NOOP("coffer", "It is a disk reached over the network.")},
        Kind{"dm-\\d+", QT_TRANSLATE_NOOP("coffer", "It is a volume made of other disks (LVM or encryption), not a medium.")},
        Kind{"(md|bcache).*", QT_TRANSLATE_NOOP("coffer", "It is an array made of other disks, not a medium.")},
        Kind{"(sr|scd)\\d+", QT_TRANSLATE_NOOP("coffer", "It is an optical drive.")},
        Kind{"fd\\d+", QT_TRANSLATE_NOOP("coffer", "It is a floppy drive.")},
        Kind{"nvme.*", QT_TRANSLATE_NOOP("coffer", "It is a built-in NVMe drive.")},
        Kind{"(vd|xvd)[a-z]+", QT_TRANSLATE_NOOP("coffer", "It is a built-in disk of this virtual machine.")},
        Kind{"mtdblock.*", QT_TRANSLATE_NOOP("coffer", "It is built-in flash memory.")},
        Kind{"mmcblk\\d+(boot\\d+|rpmb|gp\\d+)", QT_TRANSLATE_NOOP("coffer", "It is a hardware partition of built-in eMMC.")},
    };
    for (const Kind &kind : kinds) {
        if (matches(name, kind.pattern))
            return tr(kind.reason);
    }
    return {};
}

/// Where the slot is, whatever is in it. Without a running udevd there is no ID_PATH.
QString stablePlace(const DeviceProperties &device)
{
    return device.udev.value(QStringLiteral("ID_PATH"), device.udev.value(QStringLiteral("DEVPATH")));
}

/// Children that are no partitions: what is stacked on the device.
QString holderOf(const DeviceProperties &device)
{
    for (const QString &child : device.children) {
        if (!child.startsWith(device.kernelName()))
            return child;
    }
    return {};
}

QString reasonOfUsb(const DeviceProperties &device)
{
    // Without a running udevd there is no ID_BUS; where the device sits is always told.
    const QString bus = device.udev.value(QStringLiteral("ID_BUS"));
    const bool isUsb = matches(device.udev.value(QStringLiteral("DEVPATH")), ".*/usb\\d+/.*");
    const QString scsiType = device.sysfs.value(QStringLiteral("device/type"), QStringLiteral("0"));
    const QString type = device.udev.value(QStringLiteral("ID_TYPE"), QStringLiteral("disk"));
    if (!isUsb)
        return tr("It is an internal disk, not a card in a USB reader or SD slot.");
    if (scsiType == QLatin1String("5") || type == QLatin1String("cd") || device.udev.contains(QStringLiteral("ID_CDROM")))
        return tr("It is an optical drive.");
    if (scsiType != QLatin1String("0") || type != QLatin1String("disk"))
        return tr("It is a USB device of another kind than a card reader.");
    if (device.sysfs.value(QStringLiteral("removable")) != QLatin1String("1"))
        return tr("It is a USB hard disk or SSD, not a removable medium.");
    if (!bus.isEmpty() && bus != QLatin1String("usb"))
        return tr("It is a disk behind a USB adapter, not a card in a reader.");
    return {};
}

QString reasonOfMmc(const DeviceProperties &device)
{
    const QString type = device.sysfs.value(QStringLiteral("device/type"));
    for (const QString &child : device.children) {
        if (matches(child, "mmcblk\\d+boot\\d+"))
            return tr("It is eMMC, built into this machine.");
    }
    if (type == QLatin1String("MMC"))
        return tr("It is eMMC, built into this machine.");
    if (type != QLatin1String("SD"))
        return tr("The kernel does not tell that it is an SD card; put the card into another reader.");
    return {};
}

/// Why the device is no card reader's slot; empty when it is one.
QString reasonAgainstKind(const DeviceProperties &device)
{
    const QString name = device.kernelName();
    if (isPartition(device))
        return tr("It is a partition; name the whole disk.");
    if (const QString reason = reasonByName(name); !reason.isEmpty())
        return reason;
    if (matches(name, "sd[a-z]+"))
        return reasonOfUsb(device);
    if (matches(name, "mmcblk\\d+"))
        return reasonOfMmc(device);
    return tr("It is a kind of device that is not known to be a card.");
}

/// Why the card in a slot may not be written; empty when it may.
QString reasonAgainstCard(const DeviceProperties &device, const CardRules &rules)
{
    const qint64 size = device.sizeInBytes();
    if (device.diskSeq() == 0)
        return tr("The kernel does not number its media, so a swap could go unnoticed; Linux 5.15 or newer is needed.");
    if (!rules.allows(stablePlace(device)))
        return tr("This site does not write cards in this reader (%1); use one of those in its allowed_readers.").arg(stablePlace(device));
    if (size < rules.least)
        return tr("It holds %1, but %2 are needed; take a larger card.").arg(formatBytes(size), formatBytes(rules.least));
    if (size > rules.most)
        return tr("It holds %1, more than the %2 that a card may have.").arg(formatBytes(size), formatBytes(rules.most));
    if (device.sysfs.value(QStringLiteral("ro")) != QLatin1String("0"))
        return writeProtected();
    return {};
}

/// The slot by its place: "USB port 2.4, slot 1", "SD slot 0".
QString slotName(const DeviceProperties &device)
{
    const QString path = device.udev.value(QStringLiteral("DEVPATH"));
    // …/usb1/1-2/1-2.4/1-2.4:1.0/host6/target6:0:0/6:0:0:1/block/sdb: port 2.4, logical unit 1
    static const QRegularExpression usb(QStringLiteral("/\\d+-([\\d.]+):[\\d.]+/.*/\\d+:\\d+:\\d+:(\\d+)/block/"));
    if (const auto found = usb.match(path); found.hasMatch())
        return tr("USB port %1, slot %2").arg(found.captured(1)).arg(found.captured(2).toInt() + 1);
    static const QRegularExpression mmc(QStringLiteral("/mmc_host/mmc(\\d+)/"));
    if (const auto found = mmc.match(path); found.hasMatch())
        return tr("SD slot %1").arg(found.captured(1));
    return device.udev.value(QStringLiteral("DEVNAME"));
}

} // namespace

std::variant<Card, Refusal> classify(const DeviceProperties &device, const SystemDisks &system, const CardRules &rules)
{
    Card card;
    card.devNode = device.udev.value(QStringLiteral("DEVNAME"));
    card.byId = stablePlace(device);
    card.slot = slotName(device);
    card.model = device.modelName();
    card.size = device.sizeInBytes();
    card.diskSeq = device.diskSeq();
    card.serial = printable(device.sysfs.value(QStringLiteral("device/cid")));
    const auto refuse = [&](Refusal::Kind kind, const QString &reason) {
        return Refusal{kind, card.devNode, card.byId, card.slot, card.model, card.size, reason};
    };

    const QString otherKind = reasonAgainstKind(device);
    if (const QString use = system.useOf(device); !use.isEmpty())
        return refuse(otherKind.isEmpty() ? Refusal::Kind::Card : Refusal::Kind::NoCard, tr("This machine needs it: %1.").arg(use));
    if (!otherKind.isEmpty())
        return refuse(Refusal::Kind::NoCard, otherKind);
    if (const QString holder = holderOf(device); !holder.isEmpty())
        return refuse(Refusal::Kind::Card, tr("It is part of the volume %1 (LVM, RAID or encryption).").arg(holder));
    if (card.size == 0)
        return refuse(Refusal::Kind::NoMedium, tr("There is no card in this slot."));
    if (const QString reason = reasonAgainstCard(device, rules); !reason.isEmpty())
        return refuse(Refusal::Kind::Card, reason);
    return card;
}

} // namespace coffer
