// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/devices.h"

namespace coffer {
namespace {

class Arguments
{
public:
    void drive(const QString &text) { m_all += {QStringLiteral("-drive"), QStringLiteral("if=none,") + text}; }
    void device(const QString &text) { m_all += {QStringLiteral("-device"), text}; }
    /// A reader's slot on a SCSI bus.
    void slot(const QString &id, const QString &reader, int lun)
    {
        drive(QStringLiteral("id=drive-%1").arg(id));
        device(QStringLiteral("scsi-hd,id=%1,drive=drive-%1,bus=%2.0,lun=%3,removable=on").arg(id, reader).arg(lun));
    }
    const QStringList &all() const { return m_all; }

private:
    QStringList m_all;
};

} // namespace

const QStringList bystanders{QStringLiteral("virtio"), QStringLiteral("sata"), QStringLiteral("ide"), QStringLiteral("nvme"), QStringLiteral("usb")};

// A hard disk that the auto-mounter mounts is changed by that, not by us.
const char *const bystanderUse = "echo 'SUBSYSTEM==\"block\", ENV{ID_SERIAL_SHORT}==\"usb\", ENV{UDISKS_IGNORE}=\"1\"' > /etc/udev/rules.d/91-bystander.rules &&"
                                 "udevadm control --reload && udevadm trigger --settle --subsystem-match=block &&"
                                 "mount -o ro,noload /dev/disk/by-id/virtio-virtio-part1 /srv &&"
                                 "modprobe dm_mod && sata=$(readlink -f /dev/disk/by-id/ata-*_sata) &&"
                                 "echo 0 $(blockdev --getsz $sata) linear $sata 0 | dmsetup create volume &&"
                                 "truncate -s 32M /var/tmp/loop && losetup -f /var/tmp/loop";

QStringList readerArguments()
{
    Arguments arguments;
    arguments.device(QStringLiteral("qemu-xhci,id=xhci,p2=15,p3=15"));
    arguments.device(QStringLiteral("usb-bot,id=reader,bus=xhci.0,port=1"));
    arguments.slot(QStringLiteral("slot"), QStringLiteral("reader"), 0);
    // Of bulk-only readers QEMU's reports changed media for LUN 0 alone.
    arguments.device(QStringLiteral("usb-uas,id=multi,bus=xhci.0,port=2"));
    for (int i = 0; i < 3; ++i)
        arguments.slot(QStringLiteral("multi%1").arg(i), QStringLiteral("multi"), i);
    arguments.drive(QStringLiteral("id=drive-sd"));
    arguments.device(QStringLiteral("sdhci-pci"));
    arguments.device(QStringLiteral("sd-card,id=sd,drive=drive-sd"));
    return arguments.all();
}

QStringList bystanderArguments(const QString &folder)
{
    Arguments arguments;
    for (const QString &name : bystanders)
        arguments.drive(QStringLiteral("id=%1,format=raw,file=%2/%1.disk").arg(name, folder));
    arguments.device(QStringLiteral("virtio-blk-pci,drive=virtio,serial=virtio"));
    arguments.device(QStringLiteral("ahci,id=ahci"));
    arguments.device(QStringLiteral("ide-hd,bus=ahci.0,drive=sata,serial=sata"));
    arguments.device(QStringLiteral("ide-hd,bus=ide.0,drive=ide,serial=ide"));
    arguments.device(QStringLiteral("nvme,drive=nvme,serial=nvme"));
    arguments.device(QStringLiteral("usb-storage,bus=xhci.0,port=3,drive=usb,serial=usb,removable=off"));
    return arguments.all();
}

} // namespace coffer
