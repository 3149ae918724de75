// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/advice.h"

namespace coffer {

/// The first slot that is in this state; null when none is.
template <typename State>
const State *slotIn(const BatchState &batch)
{
    for (const SlotState &slot : batch.slots) {
        if (const State *found = std::get_if<State>(&slot))
            return found;
    }
    return nullptr;
}

/// The node whose card the operator is to put in now; empty when there is something else to do.
inline QString wantedIn(const BatchState &batch)
{
    const Advice advice = adviceFor(batch);
    return advice.kind == Advice::Kind::Insert ? advice.node.name : QString();
}

} // namespace coffer
