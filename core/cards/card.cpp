// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/card.h"

#include <algorithm>

namespace coffer {
namespace {

constexpr qint64 sysfsSector = 512; // the unit of /sys/block/*/size, whatever the device's own is
constexpr qsizetype longestName = 64;

/// What a device says of itself, fit for a terminal.
QString fitName(const QString &text)
{
    QString clean;
    for (const QChar c : text)
        clean += c.isPrint() && c != u'_' ? c : QChar(u' ');
    return clean.simplified().left(longestName);
}

} // namespace

QString writeProtected()
{
    return tr("The card is write-protected; move the slider on its side.");
}

QString DeviceProperties::kernelName() const
{
    return udev.value(QStringLiteral("DEVNAME")).section(u'/', -1);
}

qint64 DeviceProperties::sizeInBytes() const
{
    bool isNumber = false;
    const qint64 sectors = sysfs.value(QStringLiteral("size")).toLongLong(&isNumber);
    return isNumber && sectors > 0 && sectors < (qint64(1) << 53) ? sectors * sysfsSector : 0;
}

quint64 DeviceProperties::diskSeq() const
{
    // sysfs tells the present medium, a property that of the event it came with.
    const QString now = sysfs.value(QStringLiteral("diskseq"));
    return (now.isEmpty() ? udev.value(QStringLiteral("DISKSEQ")) : now).toULongLong();
}

QString DeviceProperties::modelName() const
{
    QString model = fitName(sysfs.value(QStringLiteral("device/model")));
    if (model.isEmpty())
        model = fitName(sysfs.value(QStringLiteral("device/name"))); // MMC
    if (model.isEmpty())
        model = fitName(udev.value(QStringLiteral("ID_MODEL")));
    QString vendor = fitName(sysfs.value(QStringLiteral("device/vendor")));
    if (vendor.isEmpty() || vendor.startsWith(QLatin1String("0x")))
        vendor = fitName(udev.value(QStringLiteral("ID_VENDOR")));
    return model.startsWith(vendor) ? model : fitName(vendor + u' ' + model);
}

bool CardRules::allows(const QString &byId) const
{
    const auto holds = [&](const QString &place) {
        // A port's name goes on with a number behind a dot, a reader's with a colon or dash: 0:2 is not 0:21.
        return byId == place || (byId.startsWith(place) && QStringLiteral(".:-").contains(byId.at(place.size())));
    };
    return allowedReaders.isEmpty() || std::ranges::any_of(allowedReaders, holds);
}

QString SystemDisks::useOf(const DeviceProperties &device) const
{
    for (const QString &name : device.children + QStringList(device.kernelName())) {
        if (const auto use = inUse.constFind(name); use != inUse.constEnd())
            return tr("%1 is %2").arg(name, *use);
    }
    return {};
}

QString SystemDisks::mountPointsOf(const DeviceProperties &device) const
{
    QStringList points;
    for (const QString &name : device.children + QStringList(device.kernelName())) {
        if (mounted.contains(name))
            points += mounted.value(name);
    }
    return points.join(QStringLiteral(", "));
}

} // namespace coffer
