// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bmap/bmap.h"
#include "core/flash/alignedbuffer.h"

#include <QByteArrayView>

namespace coffer {

constexpr qint64 chunkBytes = qint64(1) << 20;

/// A piece of a mapped range on its way. Chunks end at whole MiB, so none crosses one.
struct Chunk
{
    /// For a card with blocks of this size.
    explicit Chunk(qint64 cardBlockSize) : blockSize(cardBlockSize), buffer(chunkBytes + 2 * cardBlockSize) {}

    qint64 blockSize;
    AlignedBuffer buffer;
    qint64 offset = 0;       ///< bytes from the image's and the card's start
    qint64 length = 0;       ///< bytes
    qsizetype range = 0;     ///< which of the map's ranges
    bool endsRange = false;

    /// Bytes of the card's block in which the chunk begins that are before the chunk.
    qint64 lead() const { return offset % blockSize; }
    std::span<std::byte> data() const { return buffer.part(lead(), length); }
    QByteArrayView bytes() const { return {reinterpret_cast<const char *>(data().data()), qsizetype(length)}; }
    /// The whole blocks of the card that the chunk touches.
    qint64 blocksOffset() const { return offset - lead(); }
    std::span<std::byte> blocks() const { return buffer.part(0, roundUp(lead() + length, blockSize)); }
};

/// Walks through the mapped bytes of a map in ascending order.
class MapCursor
{
public:
    explicit MapCursor(const Bmap &map) : m_map(map) {}

    /// Sets place and length of the next chunk; false at the end.
    bool next(Chunk &chunk);

private:
    const Bmap &m_map;
    qsizetype m_range = 0;
    qint64 m_done = 0; ///< bytes of the present range
};

} // namespace coffer
