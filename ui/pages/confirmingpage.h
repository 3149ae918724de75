// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchstate.h"
#include "ui/pages/instructionpage.h"

namespace coffer {

/// Asks whether a card that holds something may be written.
class ConfirmingPage : public InstructionPage
{
    Q_OBJECT
public:
    explicit ConfirmingPage(QWidget *parent = nullptr);

    void draw(const Confirming &state);
    QWidget *firstFocus() override;

Q_SIGNALS:
    void confirmed();
    void declined();
    void skipAsked();

private:
    QPushButton *m_decline;
};

} // namespace coffer
