// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bmap/bmap.h"

#include <algorithm>
#include <numeric>

namespace coffer {

qint64 Bmap::mappedBlocks() const
{
    return std::accumulate(ranges.begin(), ranges.end(), qint64(0), [](qint64 sum, const BmapRange &range) {
        return sum + range.last - range.first + 1;
    });
}

qint64 Bmap::length(const BmapRange &range) const
{
    return std::min((range.last + 1) * blockSize, imageSize) - offset(range);
}

qint64 Bmap::mappedBytes() const
{
    return std::accumulate(ranges.begin(), ranges.end(), qint64(0),
                           [this](qint64 sum, const BmapRange &range) { return sum + length(range); });
}

bool Bmap::isChecksummed() const
{
    return std::none_of(ranges.begin(), ranges.end(),
                        [](const BmapRange &range) { return range.checksum.isEmpty(); });
}

Bmap fullBmap(qint64 imageSize)
{
    Bmap map;
    map.imageSize = imageSize;
    if (imageSize > 0)
        map.ranges.append({0, map.blockCount() - 1, {}});
    return map;
}

} // namespace coffer
