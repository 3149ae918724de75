// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stageview.h"

#include "core/base/overloaded.h"
#include "ui/pages/awaitingpage.h"
#include "ui/pages/confirmingpage.h"
#include "ui/pages/flashingpage.h"
#include "ui/pages/readypage.h"
#include "ui/pages/removalpage.h"
#include "ui/pages/summarypage.h"

#include <QApplication>

namespace coffer {
namespace {

/// Any page as what all pages are.
InstructionPage *drawn(InstructionPage *page)
{
    return page;
}

} // namespace

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
    const bool isNew = next != present();
    setCurrentWidget(next);
    if (isNew && hasKeyboard)
        takeKeyboard();
}

void StageView::takeKeyboard()
{
    present()->firstFocus()->setFocus();
}

InstructionPage *StageView::present() const
{
    return static_cast<InstructionPage *>(currentWidget()); // all of its widgets are pages
}

void StageView::drawProgress(const ProgressEvent &event)
{
    m_flashing->drawProgress(event);
}

InstructionPage *StageView::page(const StationState &state, const Plan &plan)
{
    return std::visit(Overloaded{
                          [&](const Ready &) { return m_ready->drawReady(plan), drawn(m_ready); },
                          [&](const Blocked &blocked) { return m_ready->drawBlocked(blocked.error), drawn(m_ready); },
                          [&](const BatchState &batch) { return page(batch, plan); },
                          [&](const Stopping &) { return m_summary->drawStopping(plan), drawn(m_summary); },
                          [&](const Stopped &) { return m_summary->drawStopped(plan), drawn(m_summary); },
                      },
                      state);
}

InstructionPage *StageView::page(const BatchState &state, const Plan &plan)
{
    return std::visit(Overloaded{
                          [&](const AwaitingCard &now) { return m_awaiting->draw(now, plan), drawn(m_awaiting); },
                          [&](const Confirming &now) { return m_confirming->draw(now), drawn(m_confirming); },
                          [&](const Flashing &now) { return m_flashing->draw(now), drawn(m_flashing); },
                          [&](const AwaitingRemoval &now) { return m_removal->draw(now, plan), drawn(m_removal); },
                          [&](const Finished &) { return m_summary->drawFinished(plan), drawn(m_summary); },
                      },
                      state);
}

} // namespace coffer
