// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/differences.h"

#include <algorithm>
#include <cstring>

namespace coffer {
namespace {

constexpr qint64 unit = 4096; ///< in which blocks are compared; a multiple of every card's block size

void append(Extents &extents, qint64 offset, qint64 end, qint64 gap)
{
    if (!extents.isEmpty() && offset - extents.last().end() <= gap)
        extents.last().length = std::max(extents.last().end(), end) - extents.last().offset;
    else
        extents.append({offset, end - offset});
}

/// The extent in which the byte lies; all mapped bytes lie in one.
const Extent &extentAt(const Extents &extents, qint64 offset)
{
    return *std::find_if(extents.begin(), extents.end(), [=](const Extent &extent) { return offset < extent.end(); });
}

} // namespace

Extents extentsOf(const Stretch &stretch, qint64 blockSize, qint64 gap)
{
    Extents extents;
    for (const Part &part : stretch.parts)
        append(extents, roundDown(part.offset, blockSize), roundUp(part.end(), blockSize), gap);
    return extents;
}

Differences bringUpToDate(std::span<std::byte> found, const ImagePiece &piece, const Extents &extents, qint64 gap)
{
    Differences differences;
    const qint64 base = piece.stretch.base;
    for (const Part &part : piece.stretch.parts) {
        const Extent &extent = extentAt(extents, part.offset);
        qint64 end = 0;
        for (qint64 at = part.offset; at < part.end(); at = end) {
            end = std::min(roundDown(at, unit) + unit, part.end());
            std::byte *old = found.data() + (at - base);
            const std::byte *wanted = piece.mebibyte.all().data() + (at - base);
            if (std::memcmp(old, wanted, std::size_t(end - at)) == 0) {
                differences.equal += end - at;
                continue;
            }
            const std::byte *stop = wanted + (end - at);
            if (differences.first < 0)
                differences.first = at + (std::mismatch(wanted, stop, old).first - wanted);
            for (qint64 i = end - at; i-- > 0;) {
                if (wanted[i] != old[i]) {
                    differences.last = at + i;
                    break;
                }
            }
            std::memcpy(old, wanted, std::size_t(end - at));
            const qint64 runStart = std::max(roundDown(at, unit), extent.offset);
            const qint64 runEnd = std::min(roundUp(end, unit), extent.end());
            const bool isSameExtent = !differences.runs.isEmpty() && differences.runs.last().offset >= extent.offset;
            append(differences.runs, runStart, runEnd, isSameExtent ? gap : 0);
        }
    }
    return differences;
}

} // namespace coffer
