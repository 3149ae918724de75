// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coffer/console.h"
#include "core/batch/batchrunner.h"
#include "core/cards/virtualreader.h"

#include <QObject>
#include <QSocketNotifier>

namespace coffer {

/// A batch drawn on the terminal: prompts, progress, the operator's answers from standard input. With a
/// virtual reader that is not swapped by itself, ENTER swaps its cards.
class BatchTerminal : public QObject
{
    Q_OBJECT
public:
    /// Who swaps the cards and answers: where others do, silence of the operator is no answer.
    enum class Hands { Operator, Others };

    /// All must outlive it; `swappedByHand` may be null.
    BatchTerminal(BatchRunner &runner, Console &console, VirtualReader *swappedByHand, Hands hands);

    /// A line for each node and the totals.
    void summarize(double seconds);

private:
    void draw(const BatchState &state);
    void tellSlot(const SlotState &slot);
    void tellVerified(const QString &node, const FlashReport &report);
    void drawProgress(const ProgressEvent &event);
    void tellFailure(const QString &node, const Error &error);
    void want(const Advice &advice, const BatchState &state);
    void question(const Confirming &asking);
    /// Puts a question; the next line typed answers it, also one that was typed ahead.
    void ask(const QString &question);
    void readAnswers();
    void answer();
    void take(const QString &line);
    void takeSilence();

    BatchRunner &m_runner;
    Console &m_console;
    VirtualReader *m_swappedByHand;
    Hands m_hands;
    QSocketNotifier m_input;
    QByteArray m_typed;
    QStringList m_told; ///< slots' states that the operator knows of
    QString m_wanted;   ///< the advice that was told last
    bool m_isAsked = false;
    bool m_hasEnded = false; ///< standard input
};

} // namespace coffer
