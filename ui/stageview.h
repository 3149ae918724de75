// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "ui/stationstate.h"

#include <QStackedWidget>

namespace coffer {

class AwaitingPage;
class ConfirmingPage;
class FlashingPage;
class InstructionPage;
class ReadyPage;
class RemovalPage;
class SummaryPage;

/// The big middle of the window: the present state as one instruction, a page each.
class StageView : public QStackedWidget
{
    Q_OBJECT
public:
    explicit StageView(QWidget *parent = nullptr);

    /// Shows the page for `state`. The keyboard follows if it was on the page before.
    void draw(const StationState &state, const Plan &plan);
    void drawProgress(const ProgressEvent &event);
    /// Puts the keyboard on the present page.
    void takeKeyboard();

Q_SIGNALS:
    void startAsked();
    void confirmed();
    void declined();
    void skipAsked();

private:
    InstructionPage *present() const;
    InstructionPage *page(const StationState &state, const Plan &plan);
    InstructionPage *page(const BatchState &state, const Plan &plan);

    ReadyPage *m_ready;
    AwaitingPage *m_awaiting;
    ConfirmingPage *m_confirming;
    FlashingPage *m_flashing;
    RemovalPage *m_removal;
    SummaryPage *m_summary;
};

} // namespace coffer
