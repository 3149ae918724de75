// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/advice.h"

#include <algorithm>

namespace coffer {
namespace {

/// Whether the operator has something to decide about a failed card: its node is still to do, and by no other slot.
bool isOpenFailure(const BatchState &state, const AwaitingRemoval &slot)
{
    return !slot.outcome && canTryAgain(state, slot.card);
}

} // namespace

bool canTryAgain(const BatchState &state, const Card &card)
{
    const SlotState slot = state.slots.value(card.byId, LeftAlone{card});
    const auto *failed = std::get_if<AwaitingRemoval>(&slot);
    if (!failed || failed->outcome || !(failed->card == card))
        return false;
    const BatchState tried = next(state, TryAgain{card});
    return std::holds_alternative<Flashing>(tried.slots.value(card.byId));
}

Advice adviceFor(const BatchState &state)
{
    for (const SlotState &slot : state.slots) {
        if (const auto *asking = std::get_if<Confirming>(&slot))
            return {Advice::Kind::Answer, asking->node, asking->card};
    }
    for (const SlotState &slot : state.slots) {
        const auto *failed = std::get_if<AwaitingRemoval>(&slot);
        if (failed && isOpenFailure(state, *failed) && !state.plan.find(failed->node.name)->isLater)
            return {Advice::Kind::Choose, failed->node, failed->card};
    }
    for (const SlotState &slot : state.slots) {
        if (const auto *ended = std::get_if<AwaitingRemoval>(&slot))
            return {Advice::Kind::Remove, ended->node, ended->card};
    }
    const bool isAtWork = std::ranges::any_of(state.slots, [](const SlotState &slot) { return !std::holds_alternative<LeftAlone>(slot); });
    if (const Node *node = nextFree(state); node && (!isAtWork || state.emptySlots > 0))
        return {Advice::Kind::Insert, *node, {}};
    return {isAtWork ? Advice::Kind::Wait : Advice::Kind::Done, {}, {}};
}

} // namespace coffer
