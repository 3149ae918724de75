// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchstate.h"

#include "core/base/overloaded.h"

#include <algorithm>
#include <utility>

namespace coffer {
namespace {

/// The entry of this node in a constant or changeable list; null when there is none.
template <typename Entries>
auto *entryIn(Entries &entries, const QString &node)
{
    const auto found = std::ranges::find(entries, node, [](const Plan::Entry &entry) { return entry.node.name; });
    return found == entries.end() ? nullptr : &*found;
}

Plan::Entry *entryOf(Plan &plan, const QString &node)
{
    return entryIn(plan.entries, node);
}

/// Whether the slot works for its node, so that no other card is wanted for it.
bool isWorking(const SlotState &slot)
{
    return std::holds_alternative<Checking>(slot) || std::holds_alternative<Confirming>(slot) || std::holds_alternative<Flashing>(slot);
}

bool isInWork(const BatchState &state, const QString &node)
{
    return std::ranges::any_of(state.slots, [&](const SlotState &slot) { return isWorking(slot) && nodeOf(slot)->name == node; });
}

bool isFree(const BatchState &state, const QString &node)
{
    const Plan::Entry *entry = state.plan.find(node);
    return entry && entry->outcome == Outcome::Open && !isInWork(state, node);
}

/// The state of the card's slot, if it is one of these and about this very card.
template <typename State>
State *find(BatchState &state, const Card &card)
{
    const auto slot = state.slots.find(card.byId);
    State *found = slot == state.slots.end() ? nullptr : std::get_if<State>(&*slot);
    return found && found->card == card ? found : nullptr;
}

void beginChecking(BatchState &state, const Card &card)
{
    if (const Node *node = nextFree(state)) {
        const Node taken = *node;
        if (state.chosen == taken.name)
            state.chosen.clear();
        state.slots.insert(card.byId, Checking{taken, card});
    } else {
        state.slots.insert(card.byId, LeftAlone{card});
    }
}

void beginFlashing(BatchState &state, const Node &node, const Card &card)
{
    if (Plan::Entry *entry = entryOf(state.plan, node.name)) {
        ++entry->tries;
        entry->isRedone = false;
        entry->isUnread = false;
    }
    state.slots.insert(card.byId, Flashing{node, card});
}

/// Puts an open node behind all others, or gives it up when it is there already.
void putOff(Plan &plan, const QString &node)
{
    Plan::Entry *entry = entryOf(plan, node);
    if (!entry || entry->outcome != Outcome::Open)
        return;
    if (std::exchange(entry->isRedone, false))
        entry->outcome = Outcome::Verified;
    else if (entry->isLater)
        entry->outcome = entry->message.isEmpty() ? Outcome::Skipped : Outcome::Failed;
    entry->isLater = entry->outcome == Outcome::Open;
}

void on(BatchState &state, const CardInserted &event)
{
    if (!state.slots.contains(event.card.byId))
        beginChecking(state, event.card);
}

void on(BatchState &state, const CardChecked &event)
{
    const auto *checking = find<Checking>(state, event.card);
    if (!checking)
        return;
    const Node node = checking->node;
    if (event.verdict.question.isEmpty())
        beginFlashing(state, node, event.card);
    else
        state.slots.insert(event.card.byId, Confirming{node, event.card, event.verdict});
}

/// While it is written its work has to end first.
void on(BatchState &state, const CardRemoved &event)
{
    const auto slot = state.slots.find(event.card.byId);
    if (slot != state.slots.end() && cardOf(*slot) == event.card && !std::holds_alternative<Flashing>(*slot))
        state.slots.erase(slot);
}

void on(BatchState &state, const Confirmed &event)
{
    if (const auto *asking = find<Confirming>(state, event.card))
        beginFlashing(state, Node(asking->node), event.card);
}

void on(BatchState &state, const Declined &event)
{
    if (find<Confirming>(state, event.card))
        state.slots.insert(event.card.byId, LeftAlone{event.card, true});
}

void on(BatchState &state, const PhaseReached &event)
{
    if (auto *flashing = find<Flashing>(state, event.card))
        flashing->phase = event.phase;
}

void on(BatchState &state, const WorkDone &event)
{
    const auto *flashing = find<Flashing>(state, event.card);
    if (!flashing)
        return;
    const Node node = flashing->node;
    if (Plan::Entry *entry = entryOf(state.plan, node.name)) {
        entry->outcome = event.outcome ? Outcome::Verified : Outcome::Open;
        entry->isUnread = event.outcome && event.outcome->bytesVerified == 0;
        entry->message = event.outcome ? QString() : event.outcome.error().message;
    }
    state.slots.insert(event.card.byId, AwaitingRemoval{node, event.card, event.outcome});
}

void on(BatchState &state, const TryAgain &event)
{
    const auto *failed = find<AwaitingRemoval>(state, event.card);
    if (failed && !failed->outcome && isFree(state, failed->node.name))
        beginFlashing(state, Node(failed->node), event.card);
}

/// A node that is being written cannot be skipped; one that is only looked at or asked about can: its card goes to another.
void on(BatchState &state, const SkipNode &event)
{
    QList<Card> released;
    for (const SlotState &slot : std::as_const(state.slots)) {
        const Node *node = nodeOf(slot);
        if (!node || node->name != event.node)
            continue;
        if (std::holds_alternative<Flashing>(slot))
            return;
        if (isWorking(slot))
            released += cardOf(slot);
    }
    putOff(state.plan, event.node);
    if (state.chosen == event.node)
        state.chosen.clear();
    for (const Card &card : released) {
        state.slots.remove(card.byId);
        beginChecking(state, card);
    }
}

void on(BatchState &state, const PickNode &event)
{
    Plan::Entry *entry = entryOf(state.plan, event.node);
    if (!entry || isInWork(state, event.node))
        return;
    entry->isRedone = entry->isRedone || entry->outcome == Outcome::Verified;
    entry->outcome = Outcome::Open;
    entry->isLater = false;
    state.chosen = event.node;
    for (const SlotState &slot : std::as_const(state.slots)) {
        if (std::holds_alternative<Confirming>(slot)) {
            const Card card = cardOf(slot);
            state.slots.remove(card.byId);
            return beginChecking(state, card);
        }
    }
}

void on(BatchState &state, const SlotsCounted &event)
{
    state.emptySlots = event.empty;
}

/// A card that nobody needed is taken for a node that needs one now.
void useIdleCards(BatchState &state)
{
    const QMap<QString, SlotState> before = state.slots;
    for (const SlotState &slot : before) {
        const auto *idle = std::get_if<LeftAlone>(&slot);
        if (idle && !idle->isDeclined && nextFree(state))
            beginChecking(state, Card(idle->card));
    }
}

} // namespace

const Node *Plan::nextOpen() const
{
    for (const bool isLater : {false, true}) {
        for (const Entry &entry : entries) {
            if (entry.outcome == Outcome::Open && entry.isLater == isLater)
                return &entry.node;
        }
    }
    return nullptr;
}

const Plan::Entry *Plan::find(const QString &node) const
{
    return entryIn(entries, node);
}

int Plan::count(Outcome outcome) const
{
    return int(std::ranges::count(entries, outcome, &Entry::outcome));
}

int Plan::countUnread() const
{
    return int(std::ranges::count_if(entries, [](const Entry &entry) { return entry.outcome == Outcome::Verified && entry.isUnread; }));
}

BatchState next(BatchState state, const BatchEvent &event)
{
    std::visit([&](const auto &happened) { on(state, happened); }, event);
    useIdleCards(state);
    return state;
}

BatchState start(Plan plan)
{
    return {std::move(plan), {}, 0, {}};
}

const Node *nextFree(const BatchState &state)
{
    if (isFree(state, state.chosen))
        return &state.plan.find(state.chosen)->node;
    for (const bool isLater : {false, true}) {
        for (const Plan::Entry &entry : state.plan.entries) {
            if (entry.isLater == isLater && isFree(state, entry.node.name))
                return &entry.node;
        }
    }
    return nullptr;
}

bool isFinished(const BatchState &state)
{
    const bool isIdle = std::ranges::all_of(state.slots, [](const SlotState &slot) { return std::holds_alternative<LeftAlone>(slot); });
    return isIdle && !state.plan.nextOpen();
}

const SlotState *slotFor(const BatchState &state, const QString &node)
{
    const SlotState *found = nullptr;
    for (const SlotState &slot : state.slots) {
        const Node *its = nodeOf(slot);
        if (its && its->name == node && (!found || isWorking(slot)))
            found = &slot;
    }
    return found;
}

const Card &cardOf(const SlotState &slot)
{
    return std::visit([](const auto &known) -> const Card & { return known.card; }, slot);
}

const Node *nodeOf(const SlotState &slot)
{
    return std::visit(Overloaded{[](const LeftAlone &) -> const Node * { return nullptr; },
                                 [](const auto &known) -> const Node * { return &known.node; }},
                      slot);
}

} // namespace coffer
