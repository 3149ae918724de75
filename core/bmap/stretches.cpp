// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bmap/stretches.h"

#include <algorithm>

namespace coffer {
namespace {

/// Blocks `first`…`last`; none when `last` is less.
struct Blocks
{
    qint64 first;
    qint64 last;
};

Blocks touchedBy(const ByteRange &bytes, const Bmap &map)
{
    const ByteRange inside = common(bytes, {0, map.imageSize});
    if (inside.length == 0)
        return {0, -1};
    return {inside.offset / map.blockSize, (inside.end() - 1) / map.blockSize};
}

Blocks filledBy(const ByteRange &bytes, const Bmap &map)
{
    const ByteRange inside = common(bytes, {0, map.imageSize});
    const bool isToTheEnd = inside.end() == map.imageSize; // the last block may be short
    return {(inside.offset + map.blockSize - 1) / map.blockSize,
            isToTheEnd ? map.blockCount() - 1 : inside.end() / map.blockSize - 1};
}

/// The blocks of the ranges, ascending, joined where they touch.
template <typename ToBlocks>
QList<Blocks> joined(const QList<ByteRange> &ranges, const Bmap &map, ToBlocks toBlocks)
{
    QList<Blocks> all;
    for (const ByteRange &range : ranges) {
        const Blocks blocks = toBlocks(range, map);
        if (blocks.first <= blocks.last)
            all.append(blocks);
    }
    std::sort(all.begin(), all.end(), [](const Blocks &a, const Blocks &b) { return a.first < b.first; });
    QList<Blocks> result;
    for (const Blocks &blocks : std::as_const(all)) {
        if (!result.isEmpty() && blocks.first <= result.last().last + 1)
            result.last().last = std::max(result.last().last, blocks.last);
        else
            result.append(blocks);
    }
    return result;
}

} // namespace

QList<MapStretch> stretchesToRead(const ImageUse &use, const Bmap &map)
{
    const QList<Blocks> needed = joined(use.needed, map, touchedBy);
    const QList<Blocks> free = joined(use.free, map, filledBy);
    QList<MapStretch> result;
    auto nextFree = free.begin();
    // Blocks that nobody tells of: what is neither needed nor free from `first` to `last`.
    const auto addUnknown = [&](qint64 first, qint64 last) {
        while (first <= last) {
            while (nextFree != free.end() && nextFree->last < first)
                ++nextFree;
            const qint64 untilFree = nextFree != free.end() ? nextFree->first - 1 : last;
            if (first <= untilFree)
                result.append({first, std::min(untilFree, last), false});
            if (untilFree >= last)
                return;
            first = nextFree->last + 1;
        }
    };
    qint64 next = 0;
    for (const Blocks &blocks : needed) {
        addUnknown(next, blocks.first - 1);
        result.append({blocks.first, blocks.last, true});
        next = blocks.last + 1;
    }
    addUnknown(next, map.blockCount() - 1);
    return result;
}

QList<MapStretch> stretchesIn(const QList<MapStretch> &stretches, qint64 first, qint64 last)
{
    auto next = std::lower_bound(stretches.begin(), stretches.end(), first,
                                 [](const MapStretch &stretch, qint64 block) { return stretch.last < block; });
    QList<MapStretch> result;
    for (; next != stretches.end() && next->first <= last; ++next)
        result.append({std::max(next->first, first), std::min(next->last, last), next->isNeeded});
    return result;
}

} // namespace coffer
