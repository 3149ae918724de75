// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/batch/batchstate.h"

#include <variant>

namespace coffer {

// What the window shows: a batch's states while it runs, and what is around them.

struct Ready    {};              ///< nothing runs yet
struct Blocked  { Error error; };///< a start was refused
struct Stopping { bool thenClose = false; }; ///< the operator cancelled; work is winding down
struct Stopped  {};              ///< cancelled before its end
using StationState = std::variant<Ready, Blocked, BatchState, Stopping, Stopped>;

/// Whether a batch is on, so that the window must not just close.
bool isRunning(const StationState &state);

/// What the next run does: all that is not verified, or everything when all is.
Plan planForNextRun(const Plan &plan);

} // namespace coffer
