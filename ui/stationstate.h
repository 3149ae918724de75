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
struct Ended    { bool isOfBefore = false; }; ///< of before: the last batch is done, and none was started since
using StationState = std::variant<Ready, Loading, Blocked, Preparing, Running, Stopping, Stopped, Ended>;

/// Whether a batch is on, so that the window must not just close.
bool isRunning(const StationState &state);
/// Whether a batch may be started now.
bool canStart(const StationState &state);

/// Whether a node's card may be asked for as the next one now.
bool canPick(const StationState &state);
/// Whether a node may be put off now.
bool canSkip(const StationState &state);

/// What the next run does: all that is not verified.
Plan planForNextRun(const Plan &plan);

} // namespace coffer
