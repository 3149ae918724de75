// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/standing.h"

#include "core/base/overloaded.h"

namespace coffer {
namespace {

Standing standingOf(FlashPhase phase)
{
    switch (phase) {
    case FlashPhase::Preparing: return Standing::Preparing;
    case FlashPhase::Writing: return Standing::Writing;
    case FlashPhase::Verifying: return Standing::Verifying;
    }
    return Standing::Preparing;
}

/// Of an open node; `slot` is that of its card, or null.
Standing standingOfOpen(const Plan::Entry &entry, const BatchState &state, const SlotState *slot)
{
    if (slot && !std::get<AwaitingRemoval>(*slot).outcome)
        return Standing::Failed;
    const Node *next = nextFree(state);
    if (next && next->name == entry.node.name)
        return Standing::Next;
    return entry.isLater ? Standing::Later : Standing::Open;
}

} // namespace

Standing standingOf(const Plan::Entry &entry, const BatchState &state)
{
    const SlotState *slot = slotFor(state, entry.node.name);
    if (slot && !std::holds_alternative<AwaitingRemoval>(*slot)) {
        return std::visit(Overloaded{[](const Checking &) { return Standing::Checking; },
                                     [](const Confirming &) { return Standing::Asking; },
                                     [](const Flashing &job) { return standingOf(job.phase); },
                                     [](const auto &) { return Standing::Open; }},
                          *slot);
    }
    switch (entry.outcome) {
    case Outcome::Verified: return entry.isUnread ? Standing::Written : Standing::Verified;
    case Outcome::Failed: return Standing::GivenUp;
    case Outcome::Skipped: return Standing::Skipped;
    case Outcome::Open: break;
    }
    return standingOfOpen(entry, state, slot);
}

bool isInWork(Standing standing)
{
    return standing >= Standing::Checking && standing <= Standing::Verifying;
}

QString wordFor(Standing standing)
{
    switch (standing) {
    case Standing::Open: return tr("open");
    case Standing::Later: return tr("later");
    case Standing::Next: return tr("next");
    case Standing::Checking: return tr("checking");
    case Standing::Asking: return tr("asking");
    case Standing::Preparing: return tr("preparing");
    case Standing::Writing: return tr("writing");
    case Standing::Verifying: return tr("verifying");
    case Standing::Verified: return tr("verified");
    case Standing::Written: return tr("not read back");
    case Standing::Failed: return tr("failed");
    case Standing::GivenUp: return tr("given up");
    case Standing::Skipped: return tr("skipped");
    }
    return {};
}

QString wordsFor(Standing standing, const std::optional<CardProgress> &progress)
{
    const double share = shareOf(standing, progress);
    return share < 0 ? wordFor(standing) : tr("%1, %2").arg(wordFor(standing), percentText(share));
}

double shareOf(Standing standing, const std::optional<CardProgress> &progress)
{
    if (!progress || (standing != Standing::Writing && standing != Standing::Verifying))
        return -1;
    return shareOf(*progress, standing == Standing::Writing ? FlashPhase::Writing : FlashPhase::Verifying);
}

Symbol symbolFor(Standing standing)
{
    switch (standing) {
    case Standing::Open: return Symbol::Open;
    case Standing::Later: return Symbol::Later;
    case Standing::Next: return Symbol::Insert;
    case Standing::Checking: return Symbol::Checking;
    case Standing::Asking: return Symbol::Ask;
    case Standing::Preparing: return Symbol::InWork;
    case Standing::Writing: return Symbol::Write;
    case Standing::Verifying: return Symbol::Verifying;
    case Standing::Verified: return Symbol::Verified;
    case Standing::Written: return Symbol::Attention;
    case Standing::Failed: return Symbol::Failed;
    case Standing::GivenUp: return Symbol::GivenUp;
    case Standing::Skipped: return Symbol::Skipped;
    }
    return Symbol::Open;
}

Tone toneFor(Standing standing)
{
    switch (standing) {
    case Standing::Open:
    case Standing::Later: return Tone::Quiet;
    case Standing::Next:
    case Standing::Checking:
    case Standing::Preparing:
    case Standing::Writing:
    case Standing::Verifying: return Tone::Busy;
    case Standing::Verified: return Tone::Good;
    case Standing::Failed:
    case Standing::GivenUp: return Tone::Bad;
    case Standing::Asking:
    case Standing::Written:
    case Standing::Skipped: return Tone::Warning;
    }
    return Tone::Quiet;
}

} // namespace coffer
