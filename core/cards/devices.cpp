// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/devices.h"

#include "core/base/files.h"
#include "core/cards/udevhandles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>

#include <sys/stat.h>

namespace coffer {
namespace {

/// What classify() and the opening of a card look at; of the device's own folder in sysfs.
constexpr const char *attributes[] = {
    "size", "removable", "ro", "diskseq", "partition", "device/type", "device/vendor", "device/model",
    "device/name", "device/cid", "loop/backing_file", "queue/logical_block_size", "dm/name", "dm/uuid", "md/level",
};

/// Read anew each time: libudev's own look-up remembers what it once read.
QString attribute(const QString &folder, const char *name)
{
    const Result<QByteArray> text = readFile(folder + u'/' + QLatin1String(name), 4096);
    return text ? QFile::decodeName(*text).trimmed() : QString();
}

QStringList holders(const QString &folder)
{
    return QDir(folder + QStringLiteral("/holders")).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System);
}

/// Partitions (and the boot partitions of eMMC), and what is stacked on them or on the device.
QStringList childrenOf(const QString &folder)
{
    QStringList children = holders(folder);
    for (const QString &name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
        const QString below = folder + u'/' + name;
        if (QFileInfo::exists(below + QStringLiteral("/dev")))
            children += QStringList(name) + holders(below);
    }
    children.removeDuplicates();
    return children;
}

} // namespace

DeviceProperties propertiesOf(udev_device *device)
{
    DeviceProperties properties;
    udev_list_entry *entry = nullptr;
    udev_list_entry_foreach(entry, udev_device_get_properties_list_entry(device))
    {
        properties.udev.insert(QString::fromUtf8(udev_list_entry_get_name(entry)),
                               QString::fromUtf8(udev_list_entry_get_value(entry)));
    }
    const QString folder = QFile::decodeName(udev_device_get_syspath(device));
    for (const char *name : attributes) {
        if (const QString value = attribute(folder, name); !value.isEmpty())
            properties.sysfs.insert(QLatin1String(name), value);
    }
    properties.children = childrenOf(folder);
    return properties;
}

QList<DeviceProperties> blockDevices()
{
    const UdevHandle udev(udev_new());
    const UdevEnumerate list(udev ? udev_enumerate_new(udev.get()) : nullptr);
    if (!list)
        return {};
    udev_enumerate_add_match_subsystem(list.get(), "block");
    udev_enumerate_scan_devices(list.get());

    QList<DeviceProperties> devices;
    udev_list_entry *entry = nullptr;
    udev_list_entry_foreach(entry, udev_enumerate_get_list_entry(list.get()))
    {
        const UdevDevice device(udev_device_new_from_syspath(udev.get(), udev_list_entry_get_name(entry)));
        if (device && qstrcmp(udev_device_get_devtype(device.get()), "disk") == 0)
            devices += propertiesOf(device.get());
    }
    std::ranges::sort(devices, {}, &DeviceProperties::kernelName);
    return devices;
}

Result<DeviceProperties> blockDevice(const QString &path)
{
    struct stat info {};
    if (::stat(QFile::encodeName(path).constData(), &info) != 0)
        return fail(Errc::NotFound, tr("There is no device %1: %2.").arg(path, systemError(errno)));
    if (!S_ISBLK(info.st_mode))
        return fail(Errc::Refused, tr("%1 is not a block device.").arg(path));
    const UdevHandle udev(udev_new());
    const UdevDevice device(udev ? udev_device_new_from_devnum(udev.get(), 'b', info.st_rdev) : nullptr);
    if (!device)
        return fail(Errc::NotFound, tr("The kernel knows no device behind %1.").arg(path));
    return propertiesOf(device.get());
}

} // namespace coffer
