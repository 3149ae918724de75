// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bmap/bmap.h"
#include "support/random.h"

#include <algorithm>

namespace coffer {

/// Some blocks of the image: many small ranges or few large ones, close together or far apart.
inline Bmap randomMap(qint64 imageSize, QRandomGenerator &random)
{
    Bmap map{imageSize, qint64(512) << random.bounded(8), ChecksumType::Sha256, {}};
    const int longest = 1 << random.bounded(10);
    const int widest = 1 << random.bounded(10);
    for (qint64 block = random.bounded(2) ? 0 : random.bounded(widest); block < map.blockCount();) {
        const qint64 last = std::min(block + random.bounded(longest), map.blockCount() - 1);
        map.ranges.append({block, last, {}});
        block = last + 1 + random.bounded(widest);
    }
    return map;
}

/// What a card has to hold after flashing: the mapped bytes, and zeros in the rest of its first and last MiB.
inline QByteArray flashed(QByteArray card, const QByteArray &image, const Bmap &map)
{
    constexpr qint64 mebi = 1 << 20;
    const qint64 head = std::min(mebi, qint64(card.size()));
    const qint64 tail = std::max(head, card.size() - mebi);
    std::fill_n(card.begin(), head, '\0');
    std::fill(card.begin() + tail, card.end(), '\0');
    for (const BmapRange &range : map.ranges)
        std::copy_n(image.cbegin() + map.offset(range), map.length(range), card.begin() + map.offset(range));
    return card;
}

/// Whether all mapped bytes are on the card.
inline bool holdsMapped(const QByteArray &card, const QByteArray &image, const Bmap &map)
{
    return std::all_of(map.ranges.begin(), map.ranges.end(), [&](const BmapRange &range) {
        const qint64 offset = map.offset(range);
        return QByteArrayView(card).sliced(offset, map.length(range)) == QByteArrayView(image).sliced(offset, map.length(range));
    });
}

} // namespace coffer
