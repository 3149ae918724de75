// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/prompt.h"

#include <QMap>
#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace coffer {

class Station;

/// The large line that always says what to do now, with the answers to it as buttons.
class PromptBand : public QWidget
{
    Q_OBJECT
public:
    /// `station` outlives it.
    explicit PromptBand(Station &station, QWidget *parent = nullptr);

    /// Puts the keyboard on an answer that loses no data.
    void takeKeyboard();

Q_SIGNALS:
    /// The large line has become another.
    void headlineChanged(const coffer::Prompt &prompt);

private:
    void draw();
    void enableConfirm();
    void give(Prompt::Answer answer);
    QPushButton *addButton(Prompt::Answer answer, const QString &name);

    Station &m_station;
    Prompt m_prompt;
    SymbolView *m_symbol;
    QLabel *m_headline;
    QLabel *m_text;
    QMap<Prompt::Answer, QPushButton *> m_buttons;
    QTimer m_settled; ///< runs while the card that is asked about is new on the screen
};

} // namespace coffer
