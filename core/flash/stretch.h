// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bmap/bmap.h"
#include "core/base/alignedbuffer.h"

#include <QVarLengthArray>

#include <memory>

namespace coffer {

constexpr qint64 stretchBytes = qint64(1) << 20;

/// Mapped bytes that lie in one MiB of an image, one of the map's ranges or a part of it.
struct Part
{
    qint64 offset = 0; ///< bytes from the image's and the card's start
    qint64 length = 0;
    qsizetype range = 0; ///< which of the map's ranges
    bool endsRange = false;

    qint64 end() const { return offset + length; }
};

/// One whole MiB of an image as far as it is mapped: the unit in which images go onto cards.
struct Stretch
{
    qsizetype index = 0; ///< among the stretches of its map
    qint64 base = 0;     ///< where the MiB begins, bytes
    QVarLengthArray<Part, 4> parts; ///< ascending, at least one

    qint64 start() const { return parts.first().offset; }
    qint64 end() const { return parts.last().end(); }
    qint64 mappedBytes() const;
    /// Whether all its parts are whole blocks of this size.
    bool isWholeBlocks(qint64 blockSize) const;
    bool isFirstMebibyte() const { return base == 0; }
};

/// Walks through the stretches of a map in ascending order. The map must outlive it.
class StretchCursor
{
public:
    explicit StretchCursor(const Bmap &map) : m_map(map) {}

    /// Sets the next stretch; false at the end.
    bool next(Stretch &stretch);

private:
    const Bmap &m_map;
    qsizetype m_range = 0;
    qint64 m_done = 0; ///< bytes of the present range
    qsizetype m_index = 0;
};

/// How many stretches the map has.
qsizetype countStretches(const Bmap &map);

/// 128 bits of XXH3 (xxhash.com) of a stretch's mapped bytes, in order: tells whether a card gives back what an image
/// has. Fast everywhere, also without SHA instructions; against damage, not against somebody who means harm, who is the
/// concern of the map's own checksums.
struct Digest
{
    quint64 low = 0;
    quint64 high = 0;

    bool operator==(const Digest &) const = default;
};

/// `mebibyte` is the memory of the MiB in which the stretch lies.
Digest digestOf(const Stretch &stretch, std::span<const std::byte> mebibyte);
Digest digestOf(std::span<const std::byte> bytes);

/// A stretch with its bytes, each in its place in the MiB; between the parts is anything.
struct ImagePiece
{
    Stretch stretch;
    AlignedBuffer mebibyte{stretchBytes};
    Digest digest = {};

    std::span<std::byte> bytes(const Part &part) const { return mebibyte.part(part.offset - stretch.base, part.length); }
};

} // namespace coffer
