// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/instructionpage.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace coffer {
namespace {

constexpr int symbolSide = 88;
constexpr double headlineScale = 1.9;

QLabel *makeLabel(const QString &name)
{
    auto *label = new QLabel;
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignCenter);
    return label;
}

} // namespace

InstructionPage::InstructionPage(QWidget *parent)
    : QWidget(parent), m_symbol(new SymbolView(symbolSide)), m_headline(makeLabel(QStringLiteral("headline"))),
      m_text(makeLabel(QStringLiteral("text"))), m_body(new QVBoxLayout), m_buttons(new QHBoxLayout)
{
    QFont large = m_headline->font();
    large.setPointSizeF(large.pointSizeF() * headlineScale);
    large.setBold(true);
    m_headline->setFont(large);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(14);
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

void InstructionPage::addToBody(QWidget *widget)
{
    m_body->addWidget(widget);
}

QPushButton *InstructionPage::addButton(const QString &text)
{
    auto *button = new QPushButton(text);
    button->setMinimumHeight(button->fontMetrics().height() * 2);
    button->setMinimumWidth(button->fontMetrics().horizontalAdvance(text) + 40);
    m_buttons->insertWidget(m_buttons->count() - 1, button);
    return button;
}

} // namespace coffer
