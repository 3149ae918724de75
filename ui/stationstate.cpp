// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stationstate.h"

namespace coffer {

bool isRunning(const StationState &state)
{
    return std::holds_alternative<Running>(state) || std::holds_alternative<Stopping>(state);
}

bool canStart(const StationState &state)
{
    return !isRunning(state) && !std::holds_alternative<Loading>(state) && !std::holds_alternative<Preparing>(state);
}

Plan planForNextRun(const Plan &plan)
{
    const bool isDone = plan.count(Outcome::Verified) == plan.entries.size();
    Plan next = plan;
    for (Plan::Entry &entry : next.entries) {
        if (isDone || entry.outcome != Outcome::Verified)
            entry = {entry.node, Outcome::Open, {}};
    }
    return next;
}

} // namespace coffer
