// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchstate.h"
#include "ui/pages/instructionpage.h"

namespace coffer {

/// A card is done, or has failed: it comes out.
class RemovalPage : public InstructionPage
{
    Q_OBJECT
public:
    explicit RemovalPage(QWidget *parent = nullptr);

    void draw(const AwaitingRemoval &state, const Plan &plan);

Q_SIGNALS:
    void skipAsked();

private:
    QLabel *m_label; ///< what to write on the card
    QPushButton *m_skip;
};

} // namespace coffer
