// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/promptband.h"

#include "ui/station.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <chrono>

namespace coffer {
namespace {

using Answer = Prompt::Answer;

constexpr int symbolSide = 56;
constexpr std::chrono::milliseconds settling(600); // longer than a double click

QLabel *makeLabel(const QString &name, double scale)
{
    auto *label = new QLabel;
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * scale);
    label->setFont(font);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QString wordsFor(Answer answer, const Prompt &prompt)
{
    switch (answer) {
    case Answer::Start: return prompt.answers.contains(Answer::Anew) ? PromptBand::tr("&Go on") : PromptBand::tr("&Start");
    case Answer::Anew: return PromptBand::tr("Start &over with all cards");
    case Answer::Confirm: return PromptBand::tr("&Write this card");
    case Answer::Decline: return PromptBand::tr("&Not this one");
    case Answer::TryAgain: return PromptBand::tr("&Try the same card again");
    case Answer::Skip: return PromptBand::tr("S&kip %1").arg(prompt.advice.node.name);
    }
    return {};
}

} // namespace

PromptBand::PromptBand(Station &station, QWidget *parent)
    : QWidget(parent), m_station(station), m_symbol(new SymbolView(symbolSide)), m_headline(makeLabel(QStringLiteral("headline"), 1.8)),
      m_text(makeLabel(QStringLiteral("text"), 1.05))
{
    setObjectName(QStringLiteral("prompt"));
    QFont bold = m_headline->font();
    bold.setBold(true);
    m_headline->setFont(bold);
    m_text->setAlignment(Qt::AlignTop | Qt::AlignLeft);

    auto *buttons = new QVBoxLayout;
    for (const auto &[answer, name] : {std::pair{Answer::Start, "start"}, std::pair{Answer::Anew, "anew"}, std::pair{Answer::Confirm, "confirm"}, std::pair{Answer::Decline, "decline"},
                                       std::pair{Answer::TryAgain, "again"}, std::pair{Answer::Skip, "skip"}})
        buttons->addWidget(addButton(answer, QLatin1String(name)));
    auto *words = new QVBoxLayout;
    words->addWidget(m_headline);
    words->addWidget(m_text, 1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(16);
    words->setSpacing(2);
    layout->addWidget(m_symbol, 0, Qt::AlignTop);
    layout->addLayout(words, 1);
    layout->addLayout(buttons);
    layout->setAlignment(buttons, Qt::AlignTop);

    // Always as high as a question, so that nothing below it moves.
    setMinimumHeight(std::max(QFontMetrics(m_headline->font()).height() + 4 * QFontMetrics(m_text->font()).height() + 6,
                              3 * m_buttons.first()->sizeHint().height() + 12));
    connect(&station, &Station::changed, this, &PromptBand::draw);
    m_settled.setSingleShot(true);
    connect(&m_settled, &QTimer::timeout, this, &PromptBand::enableConfirm);
    draw();
}

QPushButton *PromptBand::addButton(Answer answer, const QString &name)
{
    auto *button = new QPushButton;
    button->setObjectName(name);
    button->setAutoDefault(true); // so that Enter presses it too
    button->setDefault(answer == Answer::Start);
    button->hide();
    connect(button, &QPushButton::clicked, this, [this, answer] { give(answer); });
    m_buttons.insert(answer, button);
    return button;
}

void PromptBand::draw()
{
    const Prompt before = std::exchange(m_prompt, promptFor(m_station.state(), m_station.batch()));
    m_symbol->setSymbol(m_prompt.symbol, m_prompt.tone);
    m_headline->setText(m_prompt.headline);
    m_text->setText(m_prompt.text);
    m_text->setToolTip(QStringLiteral("<p>%1</p>").arg(m_prompt.text.toHtmlEscaped())); // where it does not fit
    const QWidget *focus = window()->focusWidget(); // also while another window is in front
    const bool hadKeyboard = focus && isAncestorOf(focus);
    for (const auto &[answer, button] : m_buttons.asKeyValueRange()) {
        button->setText(wordsFor(answer, m_prompt));
        button->setVisible(m_prompt.answers.contains(answer));
    }
    if (!(before.advice.card == m_prompt.advice.card))
        m_settled.start(settling);
    enableConfirm();
    if (before.headline == m_prompt.headline)
        return;
    if (hadKeyboard)
        takeKeyboard();
    setAccessibleName(m_prompt.headline);
    setAccessibleDescription(m_prompt.text);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    Q_EMIT headlineChanged(m_prompt);
}

/// A stranger's card can be given up when the question has stood there for a moment: a click that was meant for another one,
/// whose place a second reader's has just taken, does nothing.
void PromptBand::enableConfirm()
{
    m_buttons[Answer::Confirm]->setEnabled(!m_settled.isActive());
}

void PromptBand::takeKeyboard()
{
    for (const Answer answer : {Answer::Decline, Answer::Start, Answer::TryAgain}) { // Enter must not start over
        if (m_prompt.answers.contains(answer))
            return m_buttons[answer]->setFocus();
    }
    setFocus();
}

void PromptBand::give(Answer answer)
{
    switch (answer) {
    case Answer::Start: return m_station.start();
    case Answer::Anew: return m_station.startAnew();
    case Answer::Confirm: return m_station.confirm(m_prompt.advice.card);
    case Answer::Decline: return m_station.decline(m_prompt.advice.card);
    case Answer::TryAgain: return m_station.tryAgain(m_prompt.advice.card);
    case Answer::Skip: return m_station.skip(m_prompt.advice.node.name);
    }
}

} // namespace coffer
