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

bool canPick(const StationState &state)
{
    return canStart(state) || canSkip(state) || std::holds_alternative<Preparing>(state);
}

bool canSkip(const StationState &state)
{
    return std::holds_alternative<Running>(state);
}

Plan planForNextRun(const Plan &plan)
{
    Plan next = plan;
    for (Plan::Entry &entry : next.entries) {
        if (entry.outcome != Outcome::Verified)
            entry = {.node = entry.node};
    }
    return next;
}

} // namespace coffer
