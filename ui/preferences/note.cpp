// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/note.h"

#include <QHBoxLayout>
#include <QLabel>

namespace coffer {

Note::Note(Tone tone, QWidget *parent) : QWidget(parent), m_symbol(new SymbolView(fontMetrics().height())), m_words(new QLabel)
{
    m_symbol->setSymbol(Symbol::Attention, tone);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_symbol, 0, Qt::AlignTop);
    layout->addWidget(m_words, 1);
    hide();
}

void Note::setText(const QString &text)
{
    m_words->setText(text);
    setVisible(!text.isEmpty());
}

QString Note::text() const
{
    return m_words->text();
}

} // namespace coffer
