// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/cardio.h"

#include "core/base/format.h"

#include <algorithm>

namespace coffer {
namespace {

/// Puts the bytes that the card has in `block` (an index of the chunk's blocks) around the chunk's own.
Status fillAround(BlockTarget &card, const Chunk &chunk, qint64 block)
{
    const qint64 start = block * chunk.blockSize; // in the chunk's buffer
    const qint64 dataEnd = chunk.lead() + chunk.length;
    const AlignedBuffer present(chunk.blockSize);
    if (Status read = card.read(chunk.blocksOffset() + start, present.all()); !read)
        return read;
    for (qint64 at = start; at < start + chunk.blockSize; ++at) {
        if (at < chunk.lead() || at >= dataEnd)
            chunk.buffer.all()[std::size_t(at)] = present.all()[std::size_t(at - start)];
    }
    return ok();
}

} // namespace

Status writeChunk(BlockTarget &card, const Chunk &chunk)
{
    const qint64 lastBlock = (chunk.lead() + chunk.length - 1) / chunk.blockSize;
    const bool endsInside = (chunk.lead() + chunk.length) % chunk.blockSize != 0;
    if (chunk.lead() > 0) {
        if (Status filled = fillAround(card, chunk, 0); !filled)
            return filled;
    }
    if (endsInside && (lastBlock > 0 || chunk.lead() == 0)) {
        if (Status filled = fillAround(card, chunk, lastBlock); !filled)
            return filled;
    }
    return card.write(chunk.blocksOffset(), chunk.blocks());
}

Status readChunk(BlockTarget &card, Chunk &chunk)
{
    return card.read(chunk.blocksOffset(), chunk.blocks());
}

Status checkRoom(const Bmap &map, const BlockTarget &card)
{
    if (roundUp(map.imageSize, card.blockSize()) > card.size())
        return fail(Errc::CardTooSmall,
                    tr("%1 has %2, the image needs %3; take a larger card.")
                        .arg(card.name(), formatBytes(card.size()), formatBytes(map.imageSize)));
    return ok();
}

} // namespace coffer
