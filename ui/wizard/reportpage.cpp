// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/reportpage.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace coffer {

ReportPage::ReportPage(const WizardServices &services) : WizardPage(tr("Report"), tr("For whoever gets the coffer, and for the next time."))
{
    const auto add = [this](const QString &name, const QString &words, const QString &text, const std::function<void()> &pressed) {
        auto *label = new QLabel(text);
        label->setWordWrap(true);
        auto *button = new QPushButton(words);
        button->setObjectName(name);
        connect(button, &QPushButton::clicked, this, [pressed] { pressed(); });
        body()->addWidget(label);
        body()->addWidget(button, 0, Qt::AlignLeft);
        body()->addSpacing(12);
    };
    add(QStringLiteral("export"), tr("&Export the report…"),
        tr("The report tells what became of each card, how fast, and the log. No keys, passwords, home folders or this computer's name are in it."),
        services.exportReport);
    add(QStringLiteral("labels"), tr("&Labels…"), tr("A sheet of labels, one a card, with a code that any telephone reads."), services.showLabels);
    body()->addStretch();
    setCards({});
}

void ReportPage::setCards(const Plan &plan)
{
    if (plan.entries.isEmpty() || plan.count(Outcome::Verified) < plan.entries.size())
        say(Symbol::Attention, Tone::Warning, tr("Not all cards are verified yet; go back to the cards to write the others."));
    else if (plan.countUnread() > 0)
        say(Symbol::Attention, Tone::Warning, tr("All cards are written, but not all were read back: the preferences have that turned off."));
    else
        say(Symbol::Verified, Tone::Good, tr("All cards are written and verified."));
}

} // namespace coffer
