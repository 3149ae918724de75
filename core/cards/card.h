// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <variant>

namespace coffer {

/// A medium in a reader, at this moment. Its identity is byId and diskSeq together.
struct Card
{
    QString devNode; ///< "/dev/sdb"; for virtual cards the file's path
    QString byId;    ///< stable name of the slot, from where it is plugged in (udev's ID_PATH)
    QString slot;    ///< the slot for people, "Reader 1, slot 2"
    QString model;
    qint64 size = 0; ///< bytes
    quint64 diskSeq = 0;
    QString serial = {}; ///< tells this card from all others for good: an SD slot's card's CID; empty: it cannot be told

    bool operator==(const Card &other) const { return byId == other.byId && diskSeq == other.diskSeq; }
};

/// Why a block device is not offered.
struct Refusal
{
    enum class Kind {
        NoCard,   ///< it is no card reader, or it holds what this machine needs
        NoMedium, ///< a slot without a card
        Card      ///< there is a card that somebody may want written, but it cannot be
    };
    Kind kind = Kind::NoCard;
    QString devNode;
    QString byId; ///< as Card::byId
    QString slot; ///< as Card::slot
    QString model;
    qint64 size = 0;
    QString reason; ///< one sentence

    bool operator==(const Refusal &) const = default;
};

/// Why a card whose slider is on "lock" is refused.
QString writeProtected();

/// udev properties and sysfs attributes of one block device, as recorded.
struct DeviceProperties
{
    QMap<QString, QString> udev; ///< DEVNAME, ID_BUS, ID_TYPE, DISKSEQ, …
    QMap<QString, QString> sysfs;///< "size" (sectors), "removable", "ro", "device/type", …
    QStringList children;        ///< names of partitions and holders, "sda1", "dm-0"

    /// "sda"; empty when the device has no node.
    QString kernelName() const;
    /// 0: no medium.
    qint64 sizeInBytes() const;
    /// The kernel's number of the medium in it (Linux 5.15 and newer); 0: unknown.
    quint64 diskSeq() const;
    /// The maker's and model's name for people, as the device tells them, in printable characters.
    QString modelName() const;
};

/// Block devices (kernel names, "sda1") that this machine needs: mounted on a system path,
/// swap, members of LVM, RAID, LUKS, parents of loops.
struct SystemDisks
{
    QMap<QString, QString> inUse;   ///< kernel name → what for, in words ("mounted at /home")
    QMap<QString, QString> mounted; ///< kernel name → mount point that a desktop made (below /media)

    /// The device or child of it that is needed, in words ("sda2 is mounted at /home"); else empty.
    QString useOf(const DeviceProperties &device) const;
    /// Where a desktop has mounted it or its partitions, comma-separated; empty: nowhere.
    QString mountPointsOf(const DeviceProperties &device) const;
};

/// What a site asks of its cards and readers.
struct CardRules
{
    qint64 least = 0;                ///< bytes; smaller media are refused
    qint64 most = qint64(256) << 30; ///< bytes; larger media are refused
    QStringList allowedReaders = {}; ///< ID_PATHs of ports, readers or slots; empty: all

    /// Whether a slot of this ID_PATH may be used: it, its reader or the port above is among allowedReaders.
    bool allows(const QString &byId) const;
};

/// Is this block device a card that we may offer? Only a removable medium in a USB reader, or an
/// SD card in an MMC slot, is; what is not known is refused. Pure, so it is tested on recorded devices.
std::variant<Card, Refusal> classify(const DeviceProperties &device, const SystemDisks &system,
                                     const CardRules &rules = {});

} // namespace coffer
