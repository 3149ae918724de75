// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchstate.h"

namespace coffer {

/// The plan for the nodes that `only` names, in the cluster's order: "head,3,7-9" (names, indices,
/// ranges of indices); empty: all. Errors: Usage, with what there is.
Result<Plan> makePlan(const Cluster &cluster, const QString &only = {});

/// "15 of 17 cards verified, 1 failed, 1 not done": only what there is. Pure.
QString tally(const Plan &plan);

} // namespace coffer
