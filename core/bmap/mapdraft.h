// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bmap/bmap.h"

#include <QMap>

namespace coffer {

/// A map's XML as it was found, its parts not yet held against each other.
struct MapDraft
{
    int version = 0;              ///< 13 for "1.3"
    QMap<QString, QString> texts; ///< of the elements above the block map, by name
    QList<BmapRange> ranges;
    bool hasBlockMap = false;

    bool isOld() const { return version < 14; } ///< SHA-1 only, and named so
};

/// Reads the whole document, so that what follows the map must be well-formed too. Hostile XML is
/// refused in time and memory that grow with its size. The error is a problem: "it is no text".
tl::expected<MapDraft, QString> readMapDraft(const QByteArray &xml);

/// Decimal digits only: no sign, no blanks inside, no overflow.
bool readNumber(QStringView text, qint64 &number);

} // namespace coffer
