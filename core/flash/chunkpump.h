// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/flash/mapcursor.h"

#include <functional>
#include <stop_token>

namespace coffer {

/// Fills the next chunk; false at the end, or soon after it was asked to stop.
using FillChunk = std::function<Result<bool>(Chunk &chunk, const std::stop_token &stop)>;
using UseChunk = std::function<Status(Chunk &chunk)>;

/// Calls `fill` on a thread of its own and `use` on this one, chunk after chunk in order; the
/// first may be 8 chunks ahead, which bounds the memory. Counts used bytes on `progress`. Ends at
/// the first error of either, when cancelled, or when all is used; `fill` is over by then. Blocks.
Status pumpChunks(qint64 blockSize, const FillChunk &fill, const UseChunk &use, Progress &progress);

} // namespace coffer
