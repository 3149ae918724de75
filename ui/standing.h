// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchstate.h"
#include "ui/cardprogress.h"
#include "ui/symbol.h"

#include <QString>

#include <optional>

namespace coffer {

/// How a node stands, as its tile tells it.
enum class Standing {
    Open,
    Later,     ///< skipped once, comes at the end
    Next,      ///< its card is asked for
    Checking,  ///< what is on its card is being found out
    Asking,    ///< the operator is asked about its card
    Preparing, ///< its image is being made
    Writing,
    Verifying,
    Verified,
    Written,   ///< but not read back
    Failed,    ///< its card has failed, and is still in
    GivenUp,   ///< failed for good
    Skipped
};
inline constexpr Standing allStandings[] = {Standing::Open, Standing::Later, Standing::Next, Standing::Checking, Standing::Asking,
                                            Standing::Preparing, Standing::Writing, Standing::Verifying, Standing::Verified,
                                            Standing::Written, Standing::Failed, Standing::GivenUp, Standing::Skipped};

/// How the node of `entry` stands while the batch is in `state`. An open node whose card has just
/// failed stands as failed until that card is out.
Standing standingOf(const Plan::Entry &entry, const BatchState &state);

/// Whether a card is in work for it, or the operator is asked about it.
bool isInWork(Standing standing);

/// The word for it, "verified".
QString wordFor(Standing standing);
/// The same with how far it is: "writing, 43 %".
QString wordsFor(Standing standing, const std::optional<CardProgress> &progress);
/// The share of what is being done now, 0 to 1; negative: unknown, or nothing is.
double shareOf(Standing standing, const std::optional<CardProgress> &progress);

/// The shape for it. Shape and word tell all; the colour only repeats it.
Symbol symbolFor(Standing standing);
Tone toneFor(Standing standing);

} // namespace coffer
