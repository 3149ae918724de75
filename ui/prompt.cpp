// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt.h"

#include "core/base/format.h"
#include "core/base/overloaded.h"
#include "core/batch/plan.h"
#include "ui/standing.h"

namespace coffer {
namespace {

using Answer = Prompt::Answer;

Prompt question(const Advice &advice, const Confirming &asking)
{
    const QString which = QStringList{asking.card.slot, asking.card.model, formatBytes(asking.card.size)}.join(QStringLiteral(" · "));
    QStringList sentences = {tr("%1 It holds: %2").arg(asking.verdict.question, asking.verdict.contents), tr("Writing it erases all of that."),
                             asking.verdict.history, which};
    sentences.removeAll(QString());
    return {Symbol::Ask, Tone::Warning, tr("Write this card for %1?").arg(advice.node.name), sentences.join(u'\n'),
            {Answer::Confirm, Answer::Decline, Answer::Skip}, advice};
}

Prompt failure(const Advice &advice, const AwaitingRemoval &ended)
{
    return {Symbol::Failed, Tone::Bad, tr("The card for %1 in %2 failed").arg(advice.node.name, advice.card.slot),
            tr("%1\nPut in another card, or try the same one again.").arg(ended.outcome.error().message), {Answer::TryAgain, Answer::Skip}, advice};
}

Prompt removal(const Advice &advice, const AwaitingRemoval &ended)
{
    const QString name = advice.node.name;
    if (!ended.outcome)
        return {Symbol::Remove, Tone::Warning, tr("Remove the card from %1").arg(advice.card.slot),
                tr("%1 failed and is put off: %2").arg(name, ended.outcome.error().message), {}, advice};
    const QString address = advice.node.address.toString();
    if (ended.outcome->bytesVerified == 0)
        return {Symbol::Remove, Tone::Warning, tr("Remove the card from %1, label it %2").arg(advice.card.slot, name),
                tr("%1 · written, but not read back: the preferences have that turned off.").arg(address), {}, advice};
    const QString text = tr("%1 · written and verified: %2").arg(address, formatBytes(ended.outcome->bytesVerified));
    const QString warning = ended.outcome->repaired > 0 ? tr("\nSome places came back wrong at first; do not trust this card for long.") : QString();
    return {Symbol::Remove, Tone::Good, tr("Remove the card from %1, label it %2").arg(advice.card.slot, name), text + warning, {}, advice};
}

Prompt insertion(const Advice &advice, const BatchState &batch)
{
    const Plan::Entry *entry = batch.plan.find(advice.node.name);
    const bool hasFailed = entry && !entry->message.isEmpty();
    return {Symbol::Insert, hasFailed ? Tone::Warning : Tone::Busy, tr("Insert the card for %1 into any reader").arg(advice.node.name),
            hasFailed ? tr("The last try failed: %1").arg(entry->message) : tr("It is recognised by itself."), {Answer::Skip}, advice};
}

Prompt working(const BatchState &batch)
{
    const Advice advice = adviceFor(batch);
    const SlotState slot = batch.slots.value(advice.card.byId, LeftAlone{});
    switch (advice.kind) {
    case Advice::Kind::Answer: return question(advice, std::get<Confirming>(slot));
    case Advice::Kind::Choose: return failure(advice, std::get<AwaitingRemoval>(slot));
    case Advice::Kind::Remove: return removal(advice, std::get<AwaitingRemoval>(slot));
    case Advice::Kind::Insert: return insertion(advice, batch);
    case Advice::Kind::Wait: break;
    case Advice::Kind::Done: return {Symbol::Verified, Tone::Good, tr("Done"), {}, {}, advice};
    }
    const auto isFlashing = [](const SlotState &known) { return std::holds_alternative<Flashing>(known); };
    const auto count = std::ranges::count_if(batch.slots, isFlashing);
    const Node *node = count > 0 ? nodeOf(*std::ranges::find_if(batch.slots, isFlashing)) : nullptr;
    const QString headline = count == 0 ? tr("Looking at the card") : count == 1 ? tr("Writing the card for %1").arg(node->name) : tr("Writing %1 cards").arg(count);
    return {Symbol::Write, Tone::Busy, headline, count > 1 ? tr("Leave the cards in the readers.") : tr("Leave the card in the reader."), {}, advice};
}

/// With what is left, or from the start again; where nothing is left or nothing is done that is the same.
QList<Answer> waysToStart(const Plan &plan)
{
    if (!planForNextRun(plan).nextOpen())
        return {Answer::Anew};
    return plan.count(Outcome::Verified) == 0 ? QList{Answer::Start} : QList{Answer::Start, Answer::Anew};
}

Prompt summary(const Plan &plan, bool isOfBefore)
{
    const auto cards = plan.entries.size();
    if (plan.count(Outcome::Verified) < cards)
        return {Symbol::Attention, Tone::Warning, tr("Done, but not with all nodes"), tally(plan), waysToStart(plan), {}};
    const QString whatNext = isOfBefore ? tr("That was the last batch. Its labels and its report can still be had (menu Batch).")
                                        : tr("Put each card into the node whose name is on its label.");
    if (plan.countUnread() > 0)
        return {Symbol::Attention, Tone::Warning, cards == 1 ? tr("The card is written") : tr("All %1 cards are written").arg(cards),
                tally(plan) + u'\n' + whatNext, waysToStart(plan), {}};
    return {Symbol::Verified, Tone::Good, cards == 1 ? tr("The card is verified") : tr("All %1 cards are verified").arg(cards), whatNext, waysToStart(plan), {}};
}

Prompt readiness(const Plan &plan)
{
    const int open = plan.count(Outcome::Open);
    const int done = plan.count(Outcome::Verified);
    const QString text = done == 1 ? tr("1 card of the last batch is done already. It goes on with the others.")
                       : done > 1  ? tr("%1 cards of the last batch are done already. It goes on with the others.").arg(done)
                                   : tr("You are asked for one card after the other. Each is written and read back; what was on it before is lost.");
    return {Symbol::Write, Tone::Busy, open == 1 ? tr("1 card to write") : tr("%1 cards to write").arg(open), text, waysToStart(plan), {}};
}

Prompt gettingReady(const QString &text)
{
    return {Symbol::Checking, Tone::Busy, tr("Getting ready…"), text, {}, {}};
}

} // namespace

Prompt promptFor(const StationState &state, const BatchState &batch)
{
    return std::visit(Overloaded{
                          [&](const Ready &) { return readiness(batch.plan); },
                          [](const Loading &) { return gettingReady(tr("Looking up what the last batch has done.")); },
                          [](const Preparing &) { return gettingReady(tr("Looking for the images and opening the record. No card is written yet.")); },
                          [&](const Blocked &blocked) {
                              return Prompt{Symbol::Attention, Tone::Warning, tr("Not ready yet"), blocked.error.message, waysToStart(batch.plan), {}};
                          },
                          [&](const Running &) { return working(batch); },
                          [](const Stopping &) { return Prompt{Symbol::Stopped, Tone::Quiet, tr("Stopping"), tr("The work on the cards is being ended."), {}, {}}; },
                          [&](const Stopped &) { return Prompt{Symbol::Stopped, Tone::Warning, tr("Stopped"), tally(batch.plan), waysToStart(batch.plan), {}}; },
                          [&](const Ended &ended) { return summary(batch.plan, ended.isOfBefore); },
                      },
                      state);
}

} // namespace coffer
