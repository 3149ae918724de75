// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/flashingpage.h"

#include "core/base/format.h"

#include <QLabel>
#include <QProgressBar>

namespace coffer {
namespace {

constexpr int barSteps = 1000; // bytes do not fit into an int

QString wordsFor(const QString &phase)
{
    if (phase == QLatin1String("write"))
        return tr("Step 1 of 2: writing");
    if (phase == QLatin1String("flush"))
        return tr("Step 1 of 2: writing, waiting for the card");
    if (phase == QLatin1String("verify"))
        return tr("Step 2 of 2: verifying");
    if (phase == QLatin1String("finish"))
        return tr("Step 2 of 2: verifying, finishing the card");
    return tr("Preparing");
}

} // namespace

FlashingPage::FlashingPage(QWidget *parent)
    : InstructionPage(parent), m_bar(new QProgressBar), m_phase(new QLabel), m_figures(new QLabel)
{
    m_phase->setObjectName(QStringLiteral("phase"));
    m_phase->setAlignment(Qt::AlignCenter);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress of this card"));
    m_figures->setObjectName(QStringLiteral("figures"));
    m_figures->setAlignment(Qt::AlignCenter);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_phase, m_bar, m_figures})
        addToBody(widget);
}

void FlashingPage::draw(const Flashing &state)
{
    setInstruction({Symbol::Write, Tone::Busy, tr("Writing the card for %1").arg(state.node.name),
                    tr("Leave the card in the reader.")});
    if (state.card == m_card)
        return;
    m_card = state.card;
    drawProgress({});
}

void FlashingPage::drawProgress(const ProgressEvent &event)
{
    if (!event.text.isEmpty())
        return; // a line for the log
    m_phase->setText(wordsFor(event.phase));
    m_bar->setRange(0, event.total > 0 ? barSteps : 0);
    if (event.total > 0)
        m_bar->setValue(int(double(event.done) / double(event.total) * barSteps));
    m_figures->setText(figuresOf(event));
}

QString figuresOf(const ProgressEvent &event)
{
    QStringList parts;
    if (event.total > 0) {
        parts += tr("%1 %").arg(event.done * 100 / event.total);
        parts += tr("%1 of %2").arg(formatBytes(event.done), formatBytes(event.total));
    }
    if (event.rate > 0)
        parts += formatRate(event.rate);
    if (event.secondsLeft >= 0 && event.done < event.total)
        parts += tr("%1 left").arg(formatDuration(event.secondsLeft));
    return parts.join(QStringLiteral("  ·  "));
}

} // namespace coffer
