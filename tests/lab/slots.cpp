// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/slots.h"

#include <QJsonArray>

namespace coffer {
namespace {

Status without(const Result<QJsonValue> &answer)
{
    if (!answer)
        return passOn(answer);
    return ok();
}

} // namespace

QJsonObject fileMedium(const QString &path)
{
    return {{QStringLiteral("driver"), QStringLiteral("file")}, {QStringLiteral("filename"), path}};
}

QJsonObject nbdMedium(const QString &socket)
{
    const QJsonObject server{{QStringLiteral("type"), QStringLiteral("unix")}, {QStringLiteral("path"), socket}};
    return {{QStringLiteral("driver"), QStringLiteral("nbd")}, {QStringLiteral("server"), server}};
}

QJsonObject limited(const QJsonObject &medium, const QString &group)
{
    return {{QStringLiteral("driver"), QStringLiteral("throttle")}, {QStringLiteral("throttle-group"), group}, {QStringLiteral("file"), medium}};
}

QJsonObject failing(const QJsonObject &medium, const QString &access, qint64 sector)
{
    const QJsonObject error{{QStringLiteral("event"), QStringLiteral("none")}, {QStringLiteral("iotype"), access},
                            {QStringLiteral("sector"), sector}, {QStringLiteral("errno"), 5}};
    return {{QStringLiteral("driver"), QStringLiteral("blkdebug")}, {QStringLiteral("image"), medium},
            {QStringLiteral("inject-error"), QJsonArray{error}}};
}

Status Slots::insert(const QString &slot, const QJsonObject &medium)
{
    if (Status empty = eject(slot); !empty)
        return empty;
    const Result<QString> node = addNode(medium, false);
    if (!node)
        return passOn(node);
    // The tray is open since eject(); a slot without a tray takes the card at once.
    m_inside.insert(slot, *node);
    const QJsonObject place{{QStringLiteral("id"), slot}, {QStringLiteral("node-name"), *node}};
    if (Result<QJsonValue> in = m_qmp.execute(QStringLiteral("blockdev-insert-medium"), place); !in)
        return passOn(in);
    return without(m_qmp.execute(QStringLiteral("blockdev-close-tray"), {{QStringLiteral("id"), slot}}));
}

Status Slots::eject(const QString &slot)
{
    const QJsonObject opened{{QStringLiteral("id"), slot}, {QStringLiteral("force"), true}};
    if (Result<QJsonValue> open = m_qmp.execute(QStringLiteral("blockdev-open-tray"), opened); !open)
        return passOn(open);
    const QString node = m_inside.take(slot);
    if (node.isEmpty())
        return ok();
    if (Result<QJsonValue> out = m_qmp.execute(QStringLiteral("blockdev-remove-medium"), {{QStringLiteral("id"), slot}}); !out)
        return passOn(out);
    return removeNode(node);
}

Status Slots::plug(const QString &id, const QString &port, const QJsonObject &medium, bool writeProtected)
{
    const Result<QString> node = addNode(medium, writeProtected);
    if (!node)
        return passOn(node);
    m_plugged.insert(id, *node);
    return without(m_qmp.execute(QStringLiteral("device_add"),
                                 {{QStringLiteral("driver"), QStringLiteral("usb-storage")}, {QStringLiteral("id"), id},
                                  {QStringLiteral("bus"), QStringLiteral("xhci.0")}, {QStringLiteral("port"), port},
                                  {QStringLiteral("removable"), true}, {QStringLiteral("drive"), *node}, {QStringLiteral("serial"), id}}));
}

Status Slots::plugHub(const QString &id, const QString &port)
{
    m_plugged.insert(id, QString());
    return without(m_qmp.execute(QStringLiteral("device_add"),
                                 {{QStringLiteral("driver"), QStringLiteral("usb-hub")}, {QStringLiteral("id"), id},
                                  {QStringLiteral("bus"), QStringLiteral("xhci.0")}, {QStringLiteral("port"), port}}));
}

Status Slots::unplug(const QString &id)
{
    if (Result<QJsonValue> out = m_qmp.execute(QStringLiteral("device_del"), {{QStringLiteral("id"), id}}); !out)
        return passOn(out);
    if (Status deleted = m_qmp.awaitEvent(QStringLiteral("DEVICE_DELETED"), {{QStringLiteral("device"), id}}); !deleted)
        return deleted;
    const QString node = m_plugged.take(id);
    return node.isEmpty() ? ok() : removeNode(node);
}

Status Slots::clear()
{
    const QStringList slots_ = m_inside.keys();
    for (const QString &slot : slots_) {
        if (Status empty = eject(slot); !empty)
            return empty;
    }
    // Hubs last: their devices stand before them in the alphabet of ports and go on their own.
    QStringList devices = m_plugged.keys();
    std::stable_partition(devices.begin(), devices.end(), [this](const QString &id) { return !m_plugged.value(id).isEmpty(); });
    for (const QString &id : std::as_const(devices)) {
        if (Status out = unplug(id); !out)
            return out;
    }
    return ok();
}

Status Slots::limit(const QString &group, qint64 bytesPerSecond)
{
    const QJsonObject limits{{QStringLiteral("bps-total"), bytesPerSecond}};
    if (m_groups.contains(group))
        return without(m_qmp.execute(QStringLiteral("qom-set"), {{QStringLiteral("path"), QStringLiteral("/objects/") + group},
                                                                 {QStringLiteral("property"), QStringLiteral("limits")},
                                                                 {QStringLiteral("value"), limits}}));
    m_groups += group;
    return without(m_qmp.execute(QStringLiteral("object-add"), {{QStringLiteral("qom-type"), QStringLiteral("throttle-group")},
                                                                {QStringLiteral("id"), group}, {QStringLiteral("limits"), limits}}));
}

Result<QString> Slots::addNode(const QJsonObject &medium, bool writeProtected)
{
    const QString node = QStringLiteral("medium%1").arg(++m_lastNode);
    const Result<QJsonValue> added = m_qmp.execute(QStringLiteral("blockdev-add"),
                                                   {{QStringLiteral("driver"), QStringLiteral("raw")}, {QStringLiteral("node-name"), node},
                                                    {QStringLiteral("read-only"), writeProtected}, {QStringLiteral("file"), medium}});
    if (!added)
        return passOn(added);
    return node;
}

Status Slots::removeNode(const QString &node)
{
    return without(m_qmp.execute(QStringLiteral("blockdev-del"), {{QStringLiteral("node-name"), node}}));
}

} // namespace coffer
