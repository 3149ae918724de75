// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/stage.h"

namespace coffer {

/// Makes the stages `wanted` (names) of `stages`, and what they need for that: nothing that is there
/// already. Independent ones are made side by side, as far as processors and memory allow. When one fails
/// the others are stopped. Progress comes from each stage under its name, and of all under the name "build"
/// with the time left that earlier builds took. The caller holds the cache's lock (see buildProducts).
/// Returns the folders of those kept in the cache that were wanted or made. Blocks. Errors: the first stage's
/// that failed, InvalidInput (a need that is no stage, or stages that need each other), Cancelled.
Result<StageFolders> runStages(const BuildContext &context, const QList<Stage> &stages, const QStringList &wanted, Progress &progress);

} // namespace coffer
