// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/readersetup.h"
#include "core/boards/cluster.h"
#include "ui/station.h"

namespace coffer {

/// The plan to begin with: `only` as makePlan() takes it; what the last batch on these readers has verified counts. Blocks for some
/// ms, or a second where much is verified; may be called from any thread. Errors: those of makePlan() and of the journal.
Result<Plan> planOn(const Readers &readers, const Cluster &cluster, const Paths &paths, const QString &only);

/// Gets ready the window's batches on `readers`, which outlive them. Errors: NotFound when the images are
/// not built, and those of the journal.
PrepareBatch batchMaker(Readers &readers, const Cluster &cluster, const Paths &paths);

} // namespace coffer
