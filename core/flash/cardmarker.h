// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <optional>

namespace coffer {

/// What a card that we wrote says of itself.
struct CardMarker
{
    QString cluster; ///< the cluster's id
    QString node;    ///< "node07"
    QString imageId; ///< see imageId()
    QDateTime written; ///< UTC, to the second
    QString program; ///< the version that wrote it

    bool operator==(const CardMarker &) const = default;
};

/// Where it stands, bytes: behind all that a GPT of 128 entries takes (with sectors of 512 bytes up to 17408, of 4096 up
/// to 24576: UEFI specification 2.10, chapter 5) and before the RK3399's boot loader (32768).
constexpr qint64 markerOffset = 24576;
constexpr qint64 markerSize = 4096;
/// So much of a card's start is needed to tell whether its marker holds.
constexpr qint64 markerReach = 32768 + 512;

/// The marker's block for a card that begins with `start` (markerReach bytes or more). It is tied to what stands there: to
/// the boot code, the disk's number and where the partitions begin (not how far they reach, as a root partition grows), and
/// to the boot loader's first sector. Checked by CRC-32.
QByteArray formatMarker(const CardMarker &marker, QByteArrayView start);

/// The marker on a card that begins with `start`; nothing when there is none, it is damaged, or the card has been
/// partitioned or formatted since. `start` is hostile; what is told is printable and short.
std::optional<CardMarker> parseMarker(QByteArrayView start);

} // namespace coffer
