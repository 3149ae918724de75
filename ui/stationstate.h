// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/batch/batchstate.h"

#include <variant>

namespace coffer {

// What is around a batch's own state.

struct Loading  {};              ///< it is looked up what an unfinished batch has done
struct Ready    {};              ///< nothing runs yet
struct Blocked  { Error error; };///< a start was refused
struct Preparing {};             ///< a start was asked for; nothing is on a card yet
struct Running  {};
struct Stopping { bool thenClose = false; }; ///< the operator cancelled; work is winding down
struct Stopped  {};              ///< cancelled before its end
struct Ended    {};
using StationState = std::variant<Ready, Loading, Blocked, Preparing, Running, Stopping, Stopped, Ended>;

/// Whether a batch is on, so that the window must not just close.
bool isRunning(const StationState &state);
/// Whether a batch may be started now.
bool canStart(const StationState &state);

/// What the next run does: all that is not verified, or everything when all is.
Plan planForNextRun(const Plan &plan);

} // namespace coffer
