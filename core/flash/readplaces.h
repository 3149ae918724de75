// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/cardio.h"
#include "core/flash/differences.h"

namespace coffer {

/// A stretch of a card, or a part of it, as it is read.
struct ReadPlace
{
    Stretch stretch;
    Extents extents;   ///< what is read
    qsizetype tag = -1; ///< the caller's
    std::shared_ptr<AlignedBuffer> found; ///< the MiB; what is not read is anything
    Status status;     ///< of reading
    int underWay = 0;

    std::span<std::byte> bytes(qint64 offset, qint64 length) const { return found->part(offset - stretch.base, length); }
};

/// Reads places of a card, several at a time: `next` sets stretch, extents and tag of another one, or says false at the
/// end; `judge` gets each with what was read, in the same order. Nothing is under way afterwards, if all went well.
/// Blocks. Errors: those of `judge`, CardIo's.
Status readPlaces(CardIo &io, const std::function<bool(ReadPlace &)> &next, const std::function<Status(const ReadPlace &)> &judge);

} // namespace coffer
