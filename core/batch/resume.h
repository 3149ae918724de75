// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchrunner.h"
#include "core/batch/journal.h"

namespace coffer {

/// Tells an image from all others: the checksum of its map. Where the map has no checksums, the
/// file's path, size and time count as well.
QString imageId(const ImageSource &image);

// A batch lasts until a new one is begun: what it has done counts as long as the images are the same. So one that was killed or
// cancelled goes on, nodes that were given up come again, and a single node's card can be written later without the others'.
// How a caller does it: makePlan(), Journal::open(), resumePlan() or planAnew(), beginBatch(), then BatchRunner.

/// Whether a node's card can still be had; for a virtual one: its file exists.
using IsStillThere = std::function<bool(const Node &)>;

/// Nodes that the journal has as done count so from the start, if the image they would get now is the very one they got, and
/// `isStillThere` says so. `progress` is handed to `imageFor`. Returns how many nodes were done. Errors: Cancelled, the
/// journal's. Blocks as long as `imageFor` does.
Result<int> resumePlan(Plan &plan, const Journal &journal, const ImageForNode &imageFor, const IsStillThere &isStillThere, Progress &progress);

/// The other way round: nodes that the plan has as verified are open where that no longer holds, as their images were built anew
/// since. Otherwise the same.
Status reopenStale(Plan &plan, const Journal &journal, const ImageForNode &imageFor, const IsStillThere &isStillThere, Progress &progress);

/// The same nodes, all of them to do. Pure.
Plan planAnew(const Plan &plan);

/// To be called before a batch starts: where nothing of the plan is done, it is a new one. Only when the present batch has done
/// other nodes is it one of them. Errors: the journal's. Blocks for some ms.
Status beginBatch(const Journal &journal, const Plan &plan);

} // namespace coffer
