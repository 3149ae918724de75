// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/instructionpage.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace coffer {
namespace {

constexpr int symbolSide = 96;
constexpr int widestLine = 92; // characters

QLabel *makeLabel(const QString &name, double scale)
{
    auto *label = new QLabel;
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * scale);
    label->setFont(font);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignCenter);
    return label;
}

} // namespace

InstructionPage::InstructionPage(QWidget *parent)
    : QWidget(parent), m_symbol(new SymbolView(symbolSide)), m_headline(makeLabel(QStringLiteral("headline"), 2)),
      m_text(makeLabel(QStringLiteral("text"), 1.15)), m_body(new QVBoxLayout), m_buttons(new QHBoxLayout)
{
    QFont bold = m_headline->font();
    bold.setBold(true);
    m_headline->setFont(bold);

    auto *column = new QWidget;
    column->setMaximumWidth(widestLine * fontMetrics().averageCharWidth());
    auto *page = new QHBoxLayout(this);
    page->addStretch(1);
    page->addWidget(column, 1000);
    page->addStretch(1);

    auto *layout = new QVBoxLayout(column);
    layout->setSpacing(16);
    layout->addStretch(2);
    layout->addWidget(m_symbol, 0, Qt::AlignHCenter);
    layout->addWidget(m_headline);
    layout->addWidget(m_text);
    layout->addLayout(m_body);
    layout->addLayout(m_buttons);
    layout->addStretch(3);
    m_buttons->setSpacing(12);
    m_buttons->addStretch();
    m_buttons->addStretch();
}

void InstructionPage::setInstruction(const Instruction &instruction)
{
    const bool isNew = m_headline->text() != instruction.headline;
    m_symbol->setSymbol(instruction.symbol, instruction.tone);
    m_headline->setText(instruction.headline);
    m_text->setText(instruction.text);
    m_text->setVisible(!instruction.text.isEmpty());
    setAccessibleName(instruction.headline);
    setAccessibleDescription(instruction.text);
    if (isNew) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void InstructionPage::addToBody(QWidget *widget, Qt::Alignment alignment)
{
    m_body->addWidget(widget, 0, alignment);
}

QPushButton *InstructionPage::addButton(const QString &text)
{
    auto *button = new QPushButton(text);
    QFont font = button->font();
    font.setPointSizeF(font.pointSizeF() * 1.15);
    button->setFont(font);
    button->setStyleSheet(QStringLiteral("padding: 6px 18px"));
    button->setAutoDefault(true); // so that Enter presses it too
    m_buttons->insertWidget(m_buttons->count() - 1, button);
    return button;
}

QPushButton *InstructionPage::addMainButton(const QString &text)
{
    QPushButton *button = addButton(text);
    QFont bold = button->font();
    bold.setBold(true);
    button->setFont(bold);
    button->setDefault(true);
    return button;
}

} // namespace coffer
