// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/removalpage.h"

#include "core/base/format.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace coffer {
namespace {

bool isGivenUp(const Plan &plan, const Node &node)
{
    return std::ranges::any_of(plan.entries, [&](const Plan::Entry &entry) {
        return entry.node.name == node.name && entry.outcome == Outcome::Failed;
    });
}

} // namespace

RemovalPage::RemovalPage(QWidget *parent) : InstructionPage(parent), m_label(new QLabel)
{
    m_label->setObjectName(QStringLiteral("label"));
    m_label->setTextFormat(Qt::PlainText);
    m_label->setAlignment(Qt::AlignCenter);
    m_label->setFrameShape(QFrame::StyledPanel);
    m_label->setMargin(12);
    QFont font = m_label->font();
    font.setPointSizeF(font.pointSizeF() * 1.4);
    m_label->setFont(font);
    addToBody(m_label, Qt::AlignHCenter);
    m_skip = addButton(tr("S&kip this node"));
    m_skip->setObjectName(QStringLiteral("skip"));
    connect(m_skip, &QPushButton::clicked, this, &RemovalPage::skipAsked);
}

void RemovalPage::draw(const AwaitingRemoval &state, const Plan &plan)
{
    const QString name = state.node.name;
    const bool isGood = state.outcome.has_value();
    const bool givenUp = !isGood && isGivenUp(plan, state.node);
    m_label->setVisible(isGood);
    m_label->setText(tr("%1\n%2").arg(name, state.node.address.toString()));
    m_skip->setVisible(!isGood && !givenUp);
    if (isGood) {
        setInstruction({Symbol::Remove, Tone::Good, tr("Remove the card and label it %1").arg(name),
                        tr("Written and verified: %1.").arg(formatBytes(state.outcome->bytesVerified))});
        return;
    }
    const QString next = givenUp ? tr("%1 is left out; take the card out to go on.").arg(name)
                                 : tr("You are asked for the card of %1 again when this one is out.").arg(name);
    setInstruction({Symbol::Failed, Tone::Bad, tr("Remove the card: %1 failed").arg(name),
                    tr("%1\n\n%2").arg(state.outcome.error().message, next)});
}

} // namespace coffer
