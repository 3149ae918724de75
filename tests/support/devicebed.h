// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QString>

#include <umockdev.h>

#include <memory>

namespace coffer {

/// A slot of the bed: its device node's name and where it is plugged in. What udev and sysfs tell of it is like what real
/// readers' devices do (see tests/core/cards/devices).
struct BedSlot
{
    QString name;    ///< "sdb", "mmcblk0"
    QString devPath; ///< as DEVPATH, without "/block/NAME"
    QString idPath;
};

/// The slot `unit` of a reader at this port of the first USB controller.
inline BedSlot usbSlot(const QString &name, const QString &port, int unit = 0)
{
    const QString place = QStringLiteral("/devices/pci0000:00/0000:00:14.0/usb1/1-%1/1-%1:1.0/host6/target6:0:0/6:0:0:%2").arg(port).arg(unit);
    return {name, place, QStringLiteral("pci-0000:00:14.0-usb-0:%1:1.0-scsi-0:0:0:%2").arg(port).arg(unit)};
}

inline BedSlot sdSlot(const QString &name)
{
    return {name, QStringLiteral("/devices/pci0000:00/0000:00:1a.0/mmc_host/mmc0/mmc0:aaaa"), QStringLiteral("pci-0000:00:1a.0-platform-sdhci.0")};
}

/// Devices that libudev of this process believes in, and their messages (umockdev). The process has to be started with
/// libumockdev-preload.so; other devices do not exist for it as long as the bed lives.
class DeviceBed
{
public:
    /// Plugs a slot in: `sectors` of 0 is an empty one. Its message comes with "add".
    void add(const BedSlot &slot, qint64 sectors, int diskSeq, bool isReadOnly = false)
    {
        const bool isMmc = slot.name.startsWith(QLatin1String("mmc"));
        QByteArray text = "P: " + path(slot) + "\nN: " + slot.name.toLatin1() + "\nE: DEVNAME=/dev/" + slot.name.toLatin1()
                          + "\nE: DEVTYPE=disk\nE: SUBSYSTEM=block\nE: MAJOR=8\nE: MINOR=" + QByteArray::number(16 * ++m_devices)
                          + "\nE: DISKSEQ=" + QByteArray::number(diskSeq) + "\nE: ID_PATH=" + slot.idPath.toLatin1()
                          + "\nA: size=" + QByteArray::number(sectors) + "\nA: diskseq=" + QByteArray::number(diskSeq)
                          + "\nA: ro=" + (isReadOnly ? "1" : "0");
        text += isMmc ? "\nA: removable=0\nA: device/type=SD\nA: device/name=SC32G"
                      : "\nE: ID_BUS=usb\nE: ID_TYPE=disk\nA: removable=1\nA: device/type=0\nA: device/vendor=Generic\nA: device/model=SD/MMC";
        GError *error = nullptr;
        if (!umockdev_testbed_add_from_string(m_bed.get(), (text + "\n\n").constData(), &error))
            qFatal("%s", error->message);
        umockdev_testbed_uevent(m_bed.get(), syspath(slot).constData(), "add");
    }
    /// Another card, or none, in a slot that stays; told as the kernel tells of media.
    void change(const BedSlot &slot, qint64 sectors, int diskSeq, bool isReadOnly = false)
    {
        set(slot, "size", QByteArray::number(sectors));
        set(slot, "diskseq", QByteArray::number(diskSeq));
        set(slot, "ro", isReadOnly ? "1" : "0");
        umockdev_testbed_set_property(m_bed.get(), syspath(slot).constData(), "DISKSEQ", QByteArray::number(diskSeq).constData());
        umockdev_testbed_set_property(m_bed.get(), syspath(slot).constData(), "DISK_MEDIA_CHANGE", "1");
        touch(slot);
    }
    /// A message that something was changed, as follows each closing after writing.
    void touch(const BedSlot &slot) { umockdev_testbed_uevent(m_bed.get(), syspath(slot).constData(), "change"); }
    void remove(const BedSlot &slot)
    {
        umockdev_testbed_uevent(m_bed.get(), syspath(slot).constData(), "remove");
        umockdev_testbed_remove_device(m_bed.get(), syspath(slot).constData());
        const std::unique_ptr<char, decltype(&g_free)> sys(umockdev_testbed_get_sys_dir(m_bed.get()), g_free);
        QFile::remove(QString::fromLocal8Bit(sys.get()) + QStringLiteral("/block/") + slot.name); // umockdev 0.17 leaves the link
    }

private:
    struct Unref { void operator()(UMockdevTestbed *bed) const { g_object_unref(bed); } };

    static QByteArray path(const BedSlot &slot) { return (slot.devPath + QStringLiteral("/block/") + slot.name).toLatin1(); }
    static QByteArray syspath(const BedSlot &slot) { return "/sys" + path(slot); }
    void set(const BedSlot &slot, const char *name, const QByteArray &value)
    {
        umockdev_testbed_set_attribute(m_bed.get(), syspath(slot).constData(), name, value.constData());
    }

    std::unique_ptr<UMockdevTestbed, Unref> m_bed{umockdev_testbed_new()};
    int m_devices = 0;
};

} // namespace coffer
