// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/summarypage.h"

#include "ui/standing.h"

#include <QListWidget>
#include <QPushButton>

namespace coffer {
namespace {

/// "15 verified, 1 failed, 1 skipped": only what there is.
QString tally(const Plan &plan)
{
    const std::pair<Outcome, Standing> kinds[] = {{Outcome::Verified, Standing::Verified},
                                                  {Outcome::Failed, Standing::Failed},
                                                  {Outcome::Skipped, Standing::Skipped},
                                                  {Outcome::Open, Standing::Open}};
    QStringList parts;
    for (const auto &[outcome, standing] : kinds) {
        if (const int count = plan.count(outcome))
            parts += tr("%1 %2").arg(count).arg(wordFor(standing));
    }
    return parts.join(QStringLiteral(", "));
}

QString allVerified(int cards)
{
    return cards == 1 ? tr("The card is verified") : tr("All %1 cards are verified").arg(cards);
}

bool isComplete(const Plan &plan)
{
    return plan.count(Outcome::Verified) == plan.entries.size();
}

} // namespace

SummaryPage::SummaryPage(QWidget *parent) : InstructionPage(parent), m_rest(new QListWidget)
{
    m_rest->setObjectName(QStringLiteral("rest"));
    m_rest->setAccessibleName(tr("Nodes that are not verified"));
    m_rest->setWordWrap(true);
    m_rest->setSpacing(3);
    m_rest->setSelectionMode(QAbstractItemView::NoSelection);
    m_rest->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    m_rest->setMaximumHeight(12 * m_rest->fontMetrics().height());
    addToBody(m_rest);
    m_start = addMainButton({});
    m_start->setObjectName(QStringLiteral("start"));
    connect(m_start, &QPushButton::clicked, this, &SummaryPage::startAsked);
}

void SummaryPage::drawFinished(const Plan &plan)
{
    drawRest(plan);
    if (isComplete(plan))
        setInstruction({Symbol::Verified, Tone::Good, allVerified(int(plan.entries.size())),
                        tr("Put each card into the node whose name is on its label.")});
    else
        setInstruction({Symbol::Attention, Tone::Warning, tr("Done, but not with all nodes"), tally(plan)});
}

void SummaryPage::drawStopping(const Plan &plan)
{
    drawRest(plan);
    m_start->hide();
    setInstruction({Symbol::Stopped, Tone::Quiet, tr("Stopping"), tr("The work on the card is being ended.")});
}

void SummaryPage::drawStopped(const Plan &plan)
{
    drawRest(plan);
    setInstruction({Symbol::Stopped, Tone::Warning, tr("Stopped"), tally(plan)});
}

QWidget *SummaryPage::firstFocus()
{
    return m_start->isVisibleTo(this) ? static_cast<QWidget *>(m_start) : this;
}

void SummaryPage::drawRest(const Plan &plan)
{
    m_rest->clear();
    for (const Plan::Entry &entry : plan.entries) {
        if (entry.outcome == Outcome::Failed || entry.outcome == Outcome::Skipped) {
            const QString word = wordFor(standingOf(entry, Finished{}));
            m_rest->addItem(entry.message.isEmpty() ? tr("%1: %2").arg(entry.node.name, word)
                                                    : tr("%1: %2. %3").arg(entry.node.name, word, entry.message));
        }
    }
    m_rest->setVisible(m_rest->count() > 0);
    m_start->setText(isComplete(plan) ? tr("&Start over with all cards") : tr("&Start with those left"));
    m_start->show();
}

} // namespace coffer
