// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/symbol.h"

#include <QWidget>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace coffer {

/// What a page says: one large line, and if need be a sentence or two below it.
struct Instruction
{
    Symbol symbol;
    Tone tone = Tone::Quiet;
    QString headline;
    QString text;
};

/// A state as one instruction, with the answers to it as buttons below. All texts are plain: what
/// comes from a card is never taken for markup.
class InstructionPage : public QWidget
{
    Q_OBJECT
public:
    explicit InstructionPage(QWidget *parent = nullptr);

    /// Where the keyboard is when the page appears: on nothing that would lose data, or the page itself.
    virtual QWidget *firstFocus() { return this; }

protected:
    /// Shows it, and tells assistive technology of a new headline.
    void setInstruction(const Instruction &instruction);
    /// Adds a widget between the text and the buttons.
    void addToBody(QWidget *widget, Qt::Alignment alignment = {});
    QPushButton *addButton(const QString &text);
    /// The one that stands out.
    QPushButton *addMainButton(const QString &text);

private:
    SymbolView *m_symbol;
    QLabel *m_headline;
    QLabel *m_text;
    QBoxLayout *m_body;
    QBoxLayout *m_buttons;
};

} // namespace coffer
