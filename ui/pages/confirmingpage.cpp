// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/confirmingpage.h"

#include "core/base/format.h"

#include <QPushButton>

namespace coffer {

ConfirmingPage::ConfirmingPage(QWidget *parent) : InstructionPage(parent)
{
    QPushButton *confirm = addMainButton(tr("&Write this card"));
    m_decline = addButton(tr("&Not this one"));
    QPushButton *skip = addButton(tr("S&kip this node"));
    confirm->setObjectName(QStringLiteral("confirm"));
    m_decline->setObjectName(QStringLiteral("decline"));
    skip->setObjectName(QStringLiteral("skip"));
    connect(confirm, &QPushButton::clicked, this, &ConfirmingPage::confirmed);
    connect(m_decline, &QPushButton::clicked, this, &ConfirmingPage::declined);
    connect(skip, &QPushButton::clicked, this, &ConfirmingPage::skipAsked);
}

void ConfirmingPage::draw(const Confirming &state)
{
    const QStringList parts = {state.card.slot, state.card.model, formatBytes(state.card.size)};
    const QString which = parts.join(QStringLiteral(" · "));
    setInstruction({Symbol::Ask, Tone::Warning, tr("Write this card for %1?").arg(state.node.name),
                    tr("%1 It holds: %2\n%3\n\nWriting it erases all of that.").arg(state.verdict.question, state.verdict.contents, which)});
}

QWidget *ConfirmingPage::firstFocus()
{
    return m_decline;
}

} // namespace coffer
