// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readersbox.h"

#include "core/base/format.h"

#include <QLabel>
#include <QVBoxLayout>

namespace coffer {

ReadersBox::ReadersBox(const CardSource &source, QWidget *parent) : QGroupBox(tr("Readers"), parent), m_source(source), m_lines(new QLabel)
{
    m_lines->setObjectName(QStringLiteral("lines"));
    m_lines->setTextFormat(Qt::PlainText); // what a device says of itself is never taken for markup
    m_lines->setWordWrap(true);
    (new QVBoxLayout(this))->addWidget(m_lines);
    connect(&source, &CardSource::changed, this, &ReadersBox::draw);
    draw();
}

void ReadersBox::draw()
{
    QStringList lines;
    for (const Card &card : m_source.cards())
        lines += tr("%1: %2, %3").arg(card.slot, card.model, formatBytes(card.size));
    for (const Refusal &refusal : m_source.refusals())
        lines += tr("%1: cannot be used. %2").arg(refusal.slot, refusal.reason);
    m_lines->setText(lines.isEmpty() ? tr("No card is in a reader.") : lines.join(u'\n'));
}

} // namespace coffer
