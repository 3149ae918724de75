// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchstate.h"

namespace coffer {

/// What the operator should do now: of all that is open the most urgent.
struct Advice
{
    enum class Kind {
        Answer, ///< whether `card` may be written as `node`
        Choose, ///< `card` failed as `node`: again, another, or skip
        Remove, ///< take `card` out; it is done as `node`, or given up
        Insert, ///< a card for `node`, into any slot
        Wait,   ///< all slots are at work
        Done
    };
    Kind kind = Kind::Done;
    Node node; ///< not with Wait and Done
    Card card; ///< not with Insert, Wait and Done
};
/// Pure.
Advice adviceFor(const BatchState &state);

/// Whether the same card may be taken again for the node it failed as: it is in, and no other card has been begun for it.
bool canTryAgain(const BatchState &state, const Card &card);

} // namespace coffer
