// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/advice.h"
#include "ui/stationstate.h"
#include "ui/symbol.h"

#include <QList>

namespace coffer {

/// What the operator is told to do now: one large line, a sentence or two below it, and the answers there are.
struct Prompt
{
    /// Start: with what is left to do; Anew: with all.
    enum class Answer { Start, Anew, Confirm, Decline, TryAgain, Skip };

    Symbol symbol = Symbol::Open;
    Tone tone = Tone::Quiet;
    QString headline;
    QString text;
    QList<Answer> answers; ///< the first one stands out, but for a question: there the safe one has the keyboard
    Advice advice;         ///< what the answers are about
};

/// Pure. Texts are plain: what comes from a card is never taken for markup.
Prompt promptFor(const StationState &state, const BatchState &batch);

} // namespace coffer
