// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/awaitingpage.h"

#include <QPushButton>

#include <algorithm>

namespace coffer {
namespace {

/// Why the node's last try failed; empty when none did.
QString lastFailure(const Plan &plan, const Node &node)
{
    const auto entry = std::ranges::find(plan.entries, node.name, [](const Plan::Entry &e) { return e.node.name; });
    return entry == plan.entries.end() ? QString() : entry->message;
}

} // namespace

AwaitingPage::AwaitingPage(QWidget *parent) : InstructionPage(parent)
{
    QPushButton *skip = addButton(tr("S&kip this node"));
    skip->setObjectName(QStringLiteral("skip"));
    connect(skip, &QPushButton::clicked, this, &AwaitingPage::skipAsked);
}

void AwaitingPage::draw(const AwaitingCard &state, const Plan &plan)
{
    const QString headline = tr("Insert the card for %1").arg(state.node.name);
    const QString failure = lastFailure(plan, state.node);
    if (failure.isEmpty())
        setInstruction({Symbol::Insert, Tone::Busy, headline,
                        tr("Put it into the reader; it is recognised by itself.")});
    else
        setInstruction({Symbol::Insert, Tone::Warning, headline, tr("The last try failed: %1").arg(failure)});
}

} // namespace coffer
