// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/blocktarget.h"
#include "core/flash/mapcursor.h"

namespace coffer {

/// Writes the chunk's bytes and no others: blocks of the card that it covers in part only (the
/// map's blocks may be smaller than the card's, the image's last may be short) are read before.
Status writeChunk(BlockTarget &card, const Chunk &chunk);

/// Fills the chunk from its place on the card.
Status readChunk(BlockTarget &card, Chunk &chunk);

/// Ok when the image of `map` has room on `card`. Errors: CardTooSmall.
Status checkRoom(const Bmap &map, const BlockTarget &card);

} // namespace coffer
