// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/batch/batchstate.h"
#include "core/batch/journal.h"
#include "core/cards/cardsource.h"
#include "core/flash/flash.h"
#include "core/flash/imagesource.h"

#include <QFuture>
#include <QObject>

#include <functional>
#include <optional>

namespace coffer {

/// Makes or finds the image for a node; called in a job's thread.
using ImageForNode = std::function<Result<ImageSource>(const Node &, Progress &)>;

struct BatchOptions
{
    FlashOptions flash;     ///< for each card
    bool alwaysAsk = false; ///< also about blank cards and our own
};

/// Runs a plan on a card source: feeds the state machine with what happens in the readers and carries
/// out what its states ask for, in jobs. Lives on one thread with an event loop. Both faces draw its
/// states and send it the operator's words. All that it does follows from the event loop: no signal
/// is emitted from within a call, and a slot may delete it.
class BatchRunner : public QObject
{
    Q_OBJECT
public:
    /// `source` must outlive it. The journal records each node's outcome as it is known.
    BatchRunner(Plan plan, CardSource &source, ImageForNode imageFor, Journal journal, BatchOptions options = {});
    ~BatchRunner() override; ///< cancels and waits for running work

    /// Starts; a card that is already in a reader counts as inserted.
    void start();
    const BatchState &state() const { return m_state; }
    const Plan &plan() const { return m_plan; }

    void confirm(); ///< the operator's word for the card that is being asked for
    void decline(); ///< this card is left alone as long as it stays in its reader
    void skip();    ///< leaves the node of the present state out, or gives it up after a failure
    /// Stops running work; finished() follows when it has stopped.
    void cancel();

Q_SIGNALS:
    /// After each event, also when the state is the same but the plan is not.
    void stateChanged(const coffer::BatchState &state);
    /// Of running work, with its node; and the batch's own warnings, log lines without one.
    void progressed(const coffer::ProgressEvent &event);
    /// The last signal. After a cancel plan() still has open nodes.
    void finished(bool cancelled);

private:
    struct Written;
    /// Something that runs in a job for a card.
    struct Work
    {
        int number = 0;
        QString devNode;
        CancelToken stop;
        QFuture<void> future;
    };
    template <typename T>
    void start(const Card &card, std::function<Result<T>(Progress &)> work, std::function<void(const ProgressEvent &)> onProgress,
               std::function<void(const Result<T> &)> onDone);

    void post(const BatchEvent &event);
    void handle(const BatchEvent &event);
    void lookLater();
    void look();
    void examine(const Card &card);
    void flash(const Flashing &job);
    void noteRemoval(const Card &card);
    void tellRefusal(const Refusal &refusal);
    void keep(const Flashing &job, const Written &written);
    void warn(const QString &line);
    void finish(bool cancelled);

    BatchState m_state;
    Plan m_plan;
    CardSource &m_source;
    ImageForNode m_imageFor;
    Journal m_journal;
    BatchOptions m_options;
    CancelToken m_cancel;
    QList<Card> m_declined;
    int m_lastWork = 0;
    std::optional<Work> m_work; ///< what the state waits for
    QList<Work> m_leaving;      ///< work for cards that were pulled, on its way to its end
    bool m_isFinished = false;
};

} // namespace coffer
