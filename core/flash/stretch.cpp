// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/stretch.h"

#include <xxhash.h>

#include <algorithm>

namespace coffer {
namespace {

Digest toDigest(const XXH128_hash_t &hash)
{
    return {hash.low64, hash.high64};
}

} // namespace

qint64 Stretch::mappedBytes() const
{
    qint64 sum = 0;
    for (const Part &part : parts)
        sum += part.length;
    return sum;
}

bool Stretch::isWholeBlocks(qint64 blockSize) const
{
    return std::all_of(parts.begin(), parts.end(), [=](const Part &part) {
        return part.offset % blockSize == 0 && part.length % blockSize == 0;
    });
}

bool StretchCursor::next(Stretch &stretch)
{
    stretch.parts.clear();
    while (m_range < m_map.ranges.size()) {
        const BmapRange &range = m_map.ranges.at(m_range);
        const qint64 offset = m_map.offset(range) + m_done;
        const qint64 rangeEnd = m_map.offset(range) + m_map.length(range);
        const qint64 base = roundDown(offset, stretchBytes);
        if (stretch.parts.isEmpty())
            stretch.base = base;
        else if (stretch.base != base)
            break;
        const qint64 end = std::min(rangeEnd, base + stretchBytes);
        stretch.parts.append({offset, end - offset, m_range, end == rangeEnd});
        m_done = end == rangeEnd ? 0 : m_done + end - offset;
        m_range += end == rangeEnd ? 1 : 0;
    }
    if (stretch.parts.isEmpty())
        return false;
    stretch.index = m_index++;
    return true;
}

qsizetype countStretches(const Bmap &map)
{
    qsizetype count = 0;
    qint64 last = -1; // the MiB that was counted last
    for (const BmapRange &range : map.ranges) {
        const qint64 first = map.offset(range) / stretchBytes;
        const qint64 end = (map.offset(range) + map.length(range) - 1) / stretchBytes;
        count += end - first + (first == last ? 0 : 1);
        last = end;
    }
    return count;
}

Digest digestOf(const Stretch &stretch, std::span<const std::byte> mebibyte)
{
    const auto bytesOf = [&](const Part &part) {
        return mebibyte.subspan(std::size_t(part.offset - stretch.base), std::size_t(part.length));
    };
    if (stretch.parts.size() == 1)
        return digestOf(bytesOf(stretch.parts.first()));
    XXH3_state_t *state = XXH3_createState();
    XXH3_128bits_reset(state);
    for (const Part &part : stretch.parts)
        XXH3_128bits_update(state, bytesOf(part).data(), bytesOf(part).size());
    const Digest digest = toDigest(XXH3_128bits_digest(state));
    XXH3_freeState(state);
    return digest;
}

Digest digestOf(std::span<const std::byte> bytes)
{
    return toDigest(XXH3_128bits(bytes.data(), bytes.size()));
}

} // namespace coffer
