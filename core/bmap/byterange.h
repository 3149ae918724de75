// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>

namespace coffer {

/// Consecutive bytes of an image.
struct ByteRange
{
    qint64 offset = 0;
    qint64 length = 0;

    qint64 end() const { return offset + length; }
    bool overlaps(const ByteRange &other) const { return offset < other.end() && other.offset < end(); }
};

/// The bytes that both have; its length is 0 when they have none.
inline ByteRange common(const ByteRange &one, const ByteRange &other)
{
    const qint64 start = std::max(one.offset, other.offset);
    return {start, std::max(std::min(one.end(), other.end()) - start, qint64(0))};
}

} // namespace coffer
