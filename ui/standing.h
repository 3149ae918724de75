// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchstate.h"
#include "ui/symbol.h"

#include <QString>

namespace coffer {

/// How a node stands, as its tile tells it.
enum class Standing { Open, InWork, Verified, Failed, Skipped };
inline constexpr Standing allStandings[] = {Standing::Open, Standing::InWork, Standing::Verified, Standing::Failed,
                                            Standing::Skipped};

/// How the node of `entry` stands while the batch is in `state`. An open node whose card has just
/// failed stands as failed until that card is out.
Standing standingOf(const Plan::Entry &entry, const BatchState &state);

/// The word for it, "verified".
QString wordFor(Standing standing);

/// The shape for it. Shape and word tell all; the colour only repeats it.
Symbol symbolFor(Standing standing);
Tone toneFor(Standing standing);

} // namespace coffer
