// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchstate.h"
#include "ui/pages/instructionpage.h"

namespace coffer {

/// Asks for a node's card.
class AwaitingPage : public InstructionPage
{
    Q_OBJECT
public:
    explicit AwaitingPage(QWidget *parent = nullptr);

    void draw(const AwaitingCard &state, const Plan &plan);

Q_SIGNALS:
    void skipAsked();
};

} // namespace coffer
