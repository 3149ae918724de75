// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/standing.h"

namespace coffer {
Standing standingOf(const Plan::Entry &entry, const BatchState &state)
{
    switch (entry.outcome) {
    case Outcome::Verified: return Standing::Verified;
    case Outcome::Failed: return Standing::Failed;
    case Outcome::Skipped: return Standing::Skipped;
    case Outcome::Open: break;
    }
    const Node *node = nodeOf(state);
    if (!node || node->name != entry.node.name)
        return Standing::Open;
    return std::holds_alternative<AwaitingRemoval>(state) ? Standing::Failed : Standing::InWork;
}

QString wordFor(Standing standing)
{
    switch (standing) {
    case Standing::Open: return tr("open");
    case Standing::InWork: return tr("in work");
    case Standing::Verified: return tr("verified");
    case Standing::Failed: return tr("failed");
    case Standing::Skipped: return tr("skipped");
    }
    return {};
}

Symbol symbolFor(Standing standing)
{
    switch (standing) {
    case Standing::Open: return Symbol::Open;
    case Standing::InWork: return Symbol::InWork;
    case Standing::Verified: return Symbol::Verified;
    case Standing::Failed: return Symbol::Failed;
    case Standing::Skipped: return Symbol::Skipped;
    }
    return Symbol::Open;
}

Tone toneFor(Standing standing)
{
    switch (standing) {
    case Standing::Open: return Tone::Quiet;
    case Standing::InWork: return Tone::Busy;
    case Standing::Verified: return Tone::Good;
    case Standing::Failed: return Tone::Bad;
    case Standing::Skipped: return Tone::Warning;
    }
    return Tone::Quiet;
}

} // namespace coffer
