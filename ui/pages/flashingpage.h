// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/batch/batchstate.h"
#include "ui/pages/instructionpage.h"

class QProgressBar;

namespace coffer {

/// A card is written and verified: how far it is.
class FlashingPage : public InstructionPage
{
    Q_OBJECT
public:
    explicit FlashingPage(QWidget *parent = nullptr);

    /// Begins anew when `state` is of another card than before.
    void draw(const Flashing &state);
    void drawProgress(const ProgressEvent &event);

private:
    Card m_card;
    QProgressBar *m_bar;
    QLabel *m_phase;
    QLabel *m_figures;
};

/// "41 %  ·  12.0 MiB of 29.3 MiB  ·  31.2 MiB/s  ·  0:04 left", as far as it is known.
QString figuresOf(const ProgressEvent &event);

} // namespace coffer
