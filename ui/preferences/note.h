// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/symbol.h"

class QLabel;

namespace coffer {

/// A sentence beside a control, with a sign: a warning, or why something cannot be changed. Hidden while it has none.
class Note : public QWidget
{
    Q_OBJECT
public:
    explicit Note(Tone tone, QWidget *parent = nullptr);

    void setText(const QString &text);
    QString text() const;

private:
    SymbolView *m_symbol;
    QLabel *m_words;
};

} // namespace coffer
