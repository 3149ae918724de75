// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/cardio.h"

namespace coffer {

/// Whether the card has all the room it claims. Blocks at some forty places, most of them at powers of two from a common
/// base, since counterfeits drop the upper bits of an address, are marked, flushed and read back past the caches; then
/// what they held is put back, also when it was cancelled. Takes as long as two hundred small requests, however slow
/// those are; time is no sign. A card that only overwrites its own last blocks is left to verifying. (The idea: fight
/// flash fraud, f3probe(1).) Errors: Failed, with the room that was found; the card's; Cancelled.
Status checkCapacity(BlockTarget &card, CardIo &io);

/// The places, ascending: offsets of whole blocks, bytes.
QList<qint64> capacityMarks(qint64 size, qint64 blockSize);

} // namespace coffer
