// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchstate.h"
#include "ui/pages/instructionpage.h"

class QListWidget;

namespace coffer {

/// How the batch ended, or how far it came: the figures, and what is not verified with its reason.
class SummaryPage : public InstructionPage
{
    Q_OBJECT
public:
    explicit SummaryPage(QWidget *parent = nullptr);

    void drawFinished(const Plan &plan);
    void drawStopping(const Plan &plan);
    void drawStopped(const Plan &plan);
    QWidget *firstFocus() override;

Q_SIGNALS:
    void startAsked();

private:
    void drawRest(const Plan &plan);

    QListWidget *m_rest;
    QPushButton *m_start;
};

} // namespace coffer
