// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab/qmp.h"

#include <QHash>
#include <QJsonObject>

namespace coffer {

// Media as QEMU's blockdev-add has them.

/// A card whose bytes are a file's.
QJsonObject fileMedium(const QString &path);
/// A card behind this socket of an NBD server.
QJsonObject nbdMedium(const QString &socket);
/// The same card, whose speed follows the group of Slots::limit().
QJsonObject limited(const QJsonObject &medium, const QString &group);
/// The same card, which fails to write (or "read") the sector of 512 bytes.
QJsonObject failing(const QJsonObject &medium, const QString &access, qint64 sector);

/// The slots of a machine's readers: what is in them changes as by a hand. A slot is known by the id of its device.
class Slots
{
public:
    explicit Slots(Qmp &qmp) : m_qmp(qmp) {}

    /// Puts a card into a slot that a reader keeps; what was there is pulled first.
    Status insert(const QString &slot, const QJsonObject &medium);
    Status eject(const QString &slot);
    /// Plugs a USB stick, or a reader with its card, in at a port ("4", or "4.1" behind a hub).
    Status plug(const QString &id, const QString &port, const QJsonObject &medium, bool writeProtected = false);
    Status plugHub(const QString &id, const QString &port);
    Status unplug(const QString &id);
    /// All slots empty, all that was plugged in unplugged.
    Status clear();

    /// How many bytes a second a group of media may do; 0: as many as it can. From now on.
    Status limit(const QString &group, qint64 bytesPerSecond);

private:
    Result<QString> addNode(const QJsonObject &medium, bool writeProtected);
    Status removeNode(const QString &node);

    Qmp &m_qmp;
    int m_lastNode = 0;
    QHash<QString, QString> m_inside;  ///< slot → node
    QHash<QString, QString> m_plugged; ///< device → node, empty for hubs
    QStringList m_groups;
};

} // namespace coffer
