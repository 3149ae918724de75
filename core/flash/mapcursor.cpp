// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/mapcursor.h"

#include <algorithm>

namespace coffer {

bool MapCursor::next(Chunk &chunk)
{
    if (m_range == m_map.ranges.size())
        return false;
    const BmapRange &range = m_map.ranges.at(m_range);
    const qint64 end = m_map.offset(range) + m_map.length(range);
    chunk.range = m_range;
    chunk.offset = m_map.offset(range) + m_done;
    chunk.length = std::min(end, roundDown(chunk.offset, chunkBytes) + chunkBytes) - chunk.offset;
    chunk.endsRange = chunk.offset + chunk.length == end;
    m_done = chunk.endsRange ? 0 : m_done + chunk.length;
    m_range += chunk.endsRange ? 1 : 0;
    return true;
}

} // namespace coffer
