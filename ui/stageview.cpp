// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stageview.h"

#include "ui/pages/awaitingpage.h"
#include "ui/pages/confirmingpage.h"
#include "ui/pages/flashingpage.h"
#include "ui/pages/readypage.h"
#include "ui/pages/removalpage.h"
#include "ui/pages/summarypage.h"

#include <QApplication>

namespace coffer {

StageView::StageView(QWidget *parent)
    : QStackedWidget(parent), m_ready(new ReadyPage), m_awaiting(new AwaitingPage), m_confirming(new ConfirmingPage),
      m_flashing(new FlashingPage), m_removal(new RemovalPage), m_summary(new SummaryPage)
{
    for (InstructionPage *page : std::initializer_list<InstructionPage *>{m_ready, m_awaiting, m_confirming, m_flashing,
                                                                          m_removal, m_summary})
        addWidget(page);
    connect(m_ready, &ReadyPage::startAsked, this, &StageView::startAsked);
    connect(m_summary, &SummaryPage::startAsked, this, &StageView::startAsked);
    connect(m_confirming, &ConfirmingPage::confirmed, this, &StageView::confirmed);
    connect(m_confirming, &ConfirmingPage::declined, this, &StageView::declined);
    connect(m_awaiting, &AwaitingPage::skipAsked, this, &StageView::skipAsked);
    connect(m_confirming, &ConfirmingPage::skipAsked, this, &StageView::skipAsked);
    connect(m_removal, &RemovalPage::skipAsked, this, &StageView::skipAsked);
}

void StageView::draw(const StationState &state, const Plan &plan)
{
    const bool hasKeyboard = isAncestorOf(QApplication::focusWidget());
    InstructionPage *next = page(state, plan);
    const bool isNew = next != currentWidget();
    setCurrentWidget(next);
    if (isNew && hasKeyboard)
        next->firstFocus()->setFocus();
}

void StageView::drawProgress(const ProgressEvent &event)
{
    m_flashing->drawProgress(event);
}

InstructionPage *StageView::page(const StationState &state, const Plan &plan)
{
    return std::visit(
        Overloaded{
            [&](const Ready &) -> InstructionPage * { return m_ready->drawReady(plan), m_ready; },
            [&](const Blocked &blocked) -> InstructionPage * { return m_ready->drawBlocked(blocked.error), m_ready; },
            [&](const BatchState &batch) { return page(batch, plan); },
            [&](const Stopping &) -> InstructionPage * { return m_summary->drawStopping(plan), m_summary; },
            [&](const Stopped &) -> InstructionPage * { return m_summary->drawStopped(plan), m_summary; },
        },
        state);
}

InstructionPage *StageView::page(const BatchState &state, const Plan &plan)
{
    return std::visit(
        Overloaded{
            [&](const AwaitingCard &awaiting) -> InstructionPage * { return m_awaiting->draw(awaiting, plan), m_awaiting; },
            [&](const Confirming &confirming) -> InstructionPage * { return m_confirming->draw(confirming), m_confirming; },
            [&](const Flashing &flashing) -> InstructionPage * { return m_flashing->draw(flashing), m_flashing; },
            [&](const AwaitingRemoval &removal) -> InstructionPage * { return m_removal->draw(removal, plan), m_removal; },
            [&](const Finished &) -> InstructionPage * { return m_summary->drawFinished(plan), m_summary; },
        },
        state);
}

} // namespace coffer
