// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/batch/batchstate.h"
#include "ui/pages/instructionpage.h"

namespace coffer {

/// Nothing runs: what is ahead, or why it cannot begin, or how it ended, and the button to start.
class ReadyPage : public InstructionPage
{
    Q_OBJECT
public:
    explicit ReadyPage(QWidget *parent = nullptr);

    void drawReady(const Plan &plan);
    void drawBlocked(const Error &error);
    QWidget *firstFocus() override;

Q_SIGNALS:
    void startAsked();

private:
    QPushButton *m_start;
};

} // namespace coffer
