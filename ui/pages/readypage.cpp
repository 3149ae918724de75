// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/readypage.h"

#include <QPushButton>

namespace coffer {
namespace {

QString cardsAhead(int open)
{
    return open == 1 ? tr("1 card to write") : tr("%1 cards to write").arg(open);
}

} // namespace

ReadyPage::ReadyPage(QWidget *parent) : InstructionPage(parent), m_start(addMainButton({}))
{
    m_start->setObjectName(QStringLiteral("start"));
    connect(m_start, &QPushButton::clicked, this, &ReadyPage::startAsked);
}

void ReadyPage::drawReady(const Plan &plan)
{
    m_start->setText(tr("&Start"));
    setInstruction({Symbol::Write, Tone::Busy, cardsAhead(plan.count(Outcome::Open)),
                    tr("You are asked for one card after the other. Each is written and then read back to verify it; "
                       "what was on it before is lost.")});
}

void ReadyPage::drawBlocked(const Error &error)
{
    m_start->setText(tr("&Start again"));
    setInstruction({Symbol::Attention, Tone::Warning, tr("Not ready yet"), error.message});
}

QWidget *ReadyPage::firstFocus()
{
    return m_start;
}

} // namespace coffer
