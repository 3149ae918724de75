// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchrunner.h"
#include "core/batch/journal.h"

namespace coffer {

/// Tells an image from all others: the checksum of its map. Where the map has no checksums, the
/// file's path, size and time count as well.
QString imageId(const ImageSource &image);

/// Goes on with an unfinished batch (the program was killed, the power failed, it was cancelled):
/// nodes that the journal has as verified count so from the start, if the image they would get now
/// is the very one they got, and `isStillThere` says so (for virtual cards: the file exists).
/// A batch that came to its end leaves nothing to go on with, so the next starts anew.
/// How a caller does it: makePlan(), Journal::open(), resumePlan(), then BatchRunner. To start anew
/// in spite of an unfinished batch: journal.recordEnd() instead. `progress` is handed to `imageFor`.
/// Returns how many nodes were done. Errors: Cancelled, the journal's. Blocks as long as `imageFor` does.
Result<int> resumePlan(Plan &plan, const Journal &journal, const ImageForNode &imageFor,
                       const std::function<bool(const Node &)> &isStillThere, Progress &progress);

} // namespace coffer
