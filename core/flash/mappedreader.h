// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bmap/rangehash.h"
#include "core/flash/mapcursor.h"

#include <stop_token>

class QIODevice;

namespace coffer {

/// Reads the mapped bytes of an image forwards, and holds them against the map: each range's
/// checksum where it has one, and at the end the image's size.
class MappedReader
{
public:
    /// `image` is at its start.
    MappedReader(QIODevice &image, const Bmap &map);

    /// Errors known before the first byte is read: InvalidInput for an image of another size.
    Status checkSize() const;
    /// Fills the next chunk; false at the end or when asked to stop. Errors: ChecksumMismatch,
    /// InvalidInput (shorter or longer than the map tells), Failed. Blocks.
    Result<bool> next(Chunk &chunk, const std::stop_token &stop);

private:
    Result<bool> skipTo(qint64 offset, const std::stop_token &stop);
    Status read(std::span<std::byte> data);
    Status checkRange(const Chunk &chunk);
    Result<bool> checkEnd(const std::stop_token &stop);
    tl::unexpected<Error> tooShort() const;

    QIODevice &m_image;
    const Bmap &m_map;
    MapCursor m_cursor;
    RangeHash m_hash;
    qint64 m_position = 0;
};

} // namespace coffer
