// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/stretch.h"

namespace coffer {

/// Consecutive whole blocks of a card.
struct Extent
{
    qint64 offset = 0; ///< bytes
    qint64 length = 0;

    qint64 end() const { return offset + length; }
};
using Extents = QVarLengthArray<Extent, 4>;

/// What of a card with this block size is read to see all of a stretch: its parts as whole blocks, with the gaps
/// between them that are not longer than `gap` bytes.
Extents extentsOf(const Stretch &stretch, qint64 blockSize, qint64 gap);

/// How what a card holds differs from what it should.
struct Differences
{
    Extents runs;      ///< blocks to write, ascending
    qint64 equal = 0;  ///< mapped bytes in blocks that need no writing
    qint64 first = -1; ///< the first byte that differs, from the card's start; negative: none does
    qint64 last = -1;
};

/// Compares `found`, the card's MiB of which `extents` were read, with the piece, and makes it what it should be. Blocks
/// that differ make up the runs; runs with at most `gap` bytes between them are one, as those bytes are known too.
Differences bringUpToDate(std::span<std::byte> found, const ImagePiece &piece, const Extents &extents, qint64 gap);

} // namespace coffer
