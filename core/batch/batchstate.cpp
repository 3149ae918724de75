// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchstate.h"

#include <algorithm>
#include <optional>

namespace coffer {
namespace {

Plan::Entry *entryOf(Plan &plan, const Node &node)
{
    const auto found = std::ranges::find(plan.entries, node.name, [](const Plan::Entry &entry) { return entry.node.name; });
    return found == plan.entries.end() ? nullptr : &*found;
}

void settle(Plan &plan, const Node &node, Outcome outcome, const QString &message)
{
    if (Plan::Entry *entry = entryOf(plan, node)) {
        entry->outcome = outcome;
        entry->message = message;
    }
}

/// Leaves an open node out; one that has been tried in vain counts as failed.
void giveUp(Plan &plan, const Node &node)
{
    Plan::Entry *entry = entryOf(plan, node);
    if (entry && entry->outcome == Outcome::Open)
        entry->outcome = entry->message.isEmpty() ? Outcome::Skipped : Outcome::Failed;
}

// What each state does on each event that means something to it; nothing: the state stays.
using Change = std::optional<BatchState>;

template <typename State, typename Event>
Change on(const State &, const Event &, Plan &)
{
    return {};
}

Change on(const AwaitingCard &state, const CardInserted &event, Plan &)
{
    if (event.verdict.question.isEmpty())
        return Flashing{state.node, event.card};
    return Confirming{state.node, event.card, event.verdict};
}

Change on(const AwaitingCard &state, const SkipNode &event, Plan &plan)
{
    if (event.node.name != state.node.name)
        return {};
    giveUp(plan, state.node);
    return start(plan);
}

Change on(const Confirming &state, const Confirmed &event, Plan &)
{
    return event.card == state.card ? Change(Flashing{state.node, state.card}) : Change();
}

Change on(const Confirming &state, const Declined &event, Plan &)
{
    return event.card == state.card ? Change(AwaitingCard{state.node}) : Change();
}

Change on(const Confirming &state, const CardRemoved &event, Plan &)
{
    return event.card == state.card ? Change(AwaitingCard{state.node}) : Change();
}

/// The card is still there: the question goes on for the next node.
Change on(const Confirming &state, const SkipNode &event, Plan &plan)
{
    if (event.node.name != state.node.name)
        return {};
    giveUp(plan, state.node);
    if (const Node *node = plan.nextOpen())
        return Confirming{*node, state.card, state.verdict};
    return Finished{};
}

Change on(const Flashing &state, const WorkDone &event, Plan &plan)
{
    if (event.outcome)
        settle(plan, state.node, Outcome::Verified, {});
    else
        settle(plan, state.node, Outcome::Open, event.outcome.error().message);
    return AwaitingRemoval{state.node, state.card, event.outcome};
}

Change on(const AwaitingRemoval &state, const CardRemoved &event, Plan &plan)
{
    return event.card == state.card ? Change(start(plan)) : Change();
}

Change on(const AwaitingRemoval &state, const SkipNode &event, Plan &plan)
{
    if (event.node.name == state.node.name)
        giveUp(plan, state.node);
    return {};
}

} // namespace

const Node *Plan::nextOpen() const
{
    const auto open = std::ranges::find(entries, Outcome::Open, &Entry::outcome);
    return open == entries.end() ? nullptr : &open->node;
}

int Plan::count(Outcome outcome) const
{
    return int(std::ranges::count(entries, outcome, &Entry::outcome));
}

BatchState next(const BatchState &state, const BatchEvent &event, Plan &plan)
{
    const auto change = [&](const auto &was, const auto &happened) { return on(was, happened, plan); };
    return std::visit(change, state, event).value_or(state);
}

const Node *nodeOf(const BatchState &state)
{
    return std::visit(
        [](const auto &known) -> const Node * {
            if constexpr (requires { known.node; })
                return &known.node;
            else
                return nullptr;
        },
        state);
}

BatchState start(const Plan &plan)
{
    if (const Node *node = plan.nextOpen())
        return AwaitingCard{*node};
    return Finished{};
}

} // namespace coffer
