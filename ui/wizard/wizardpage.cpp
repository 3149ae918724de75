// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/wizardpage.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace coffer {
namespace {

constexpr int verdictSide = 28;

} // namespace

WizardPage::WizardPage(const QString &title, const QString &subTitle, QWidget *parent)
    : QWizardPage(parent), m_symbol(new SymbolView(verdictSide)), m_verdict(new QLabel), m_body(new QVBoxLayout), m_buttons(new QHBoxLayout)
{
    setTitle(title);
    setSubTitle(subTitle);
    m_verdict->setObjectName(QStringLiteral("verdict"));
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setWordWrap(true);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_verdict->setMinimumHeight(verdictSide);
    m_verdict->hide();
    m_symbol->hide();

    auto *above = new QHBoxLayout;
    above->addWidget(m_symbol, 0, Qt::AlignTop);
    above->addWidget(m_verdict, 1);
    m_buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(above);
    layout->addLayout(m_body, 1);
    layout->addLayout(m_buttons);
}

void WizardPage::say(Symbol symbol, Tone tone, const QString &text)
{
    m_symbol->setSymbol(symbol, tone);
    m_symbol->show();
    m_verdict->show();
    if (m_verdict->text() == text)
        return;
    m_verdict->setText(text);
    QAccessibleEvent alert(m_verdict, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QPushButton *WizardPage::addButton(const QString &name, const QString &words, const std::function<void()> &pressed)
{
    auto *button = new QPushButton(words);
    button->setObjectName(name);
    connect(button, &QPushButton::clicked, this, pressed);
    m_buttons->addWidget(button);
    return button;
}

} // namespace coffer
