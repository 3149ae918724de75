// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bmap/bmap.h"
#include "core/bmap/imageuse.h"

#include <QList>

namespace coffer {

/// Consecutive blocks of an image to read for its map.
struct MapStretch
{
    qint64 first = 0; ///< block number
    qint64 last = 0;  ///< block number, inclusive
    bool isNeeded = false; ///< mapped whatever it holds; else only where it is not zeros
};

/// The blocks of `map` to read, ascending, not overlapping. A block is needed when any of its bytes is, and left out
/// when all of them are free.
QList<MapStretch> stretchesToRead(const ImageUse &use, const Bmap &map);

/// What of `stretches` lies in blocks `first`…`last`.
QList<MapStretch> stretchesIn(const QList<MapStretch> &stretches, qint64 first, qint64 last);

} // namespace coffer
