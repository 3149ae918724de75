// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/batch/advice.h"
#include "core/batch/journalwriter.h"
#include "core/cards/cardsource.h"
#include "core/flash/flash.h"
#include "core/flash/imagesource.h"

#include <QFuture>
#include <QObject>
#include <QSet>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace coffer {

class Ending;
struct WrittenCard;

/// Makes or finds the image for a node; called in a job's thread, for several nodes at once.
using ImageForNode = std::function<Result<ImageSource>(const Node &, Progress &)>;

struct BatchOptions
{
    FlashOptions flash;     ///< for each card
    bool alwaysAsk = false; ///< also about blank cards and our own
};

/// Runs a plan on a card source, all slots at the same time: feeds the state machine with what happens in the readers and
/// carries out what its states ask for, in jobs. Lives on one thread with an event loop. Both faces draw its states and send
/// it the operator's words. All that it does follows from the event loop: no signal is emitted from within a call, and a slot
/// may delete it.
class BatchRunner : public QObject
{
    Q_OBJECT
public:
    /// `source` must outlive it. The journal records each card and step as it happens; a card is not written before the
    /// journal has it.
    BatchRunner(Plan plan, CardSource &source, ImageForNode imageFor, Journal journal, BatchOptions options = {});
    ~BatchRunner() override; ///< cancels and waits for running work

    /// Starts; cards that are already in a reader count as inserted.
    void start();
    const BatchState &state() const { return m_state; }
    const Plan &plan() const { return m_state.plan; }

    // The operator's words about a card or node; what no longer fits the state is not heard.
    void confirm(const Card &card);
    void decline(const Card &card);  ///< this card is left alone as long as it stays in its reader
    void tryAgain(const Card &card); ///< the same card, after it failed
    void skip(const QString &node);  ///< puts it behind all others, or gives it up
    void pick(const QString &node);  ///< its card is to be the next

    /// Blocks until running work has ended; what came of it is told from the event loop as always.
    void waitForWork() { m_pool.waitForDone(); }

    /// Stops running work; finished() follows when it has stopped.
    void cancel();

Q_SIGNALS:
    /// After each event, also when nothing is another than before.
    void stateChanged(const coffer::BatchState &state);
    /// Of running work, with its node; and the batch's own warnings, log lines without one.
    void progressed(const coffer::ProgressEvent &event);
    /// A step that goes into the journal.
    void stepped(const coffer::JournalStep &step);
    /// The last signal. After a cancel plan() still has open nodes.
    void finished(bool cancelled);

private:
    /// Something that runs in a job for a card.
    struct Work
    {
        int number = 0;
        Card card;
        QString node;
        bool isFlashing = false;
        std::shared_ptr<Ending> ending; ///< of flashing
        CancelToken stop;
        QFuture<void> future;
        FlashPhase phase = FlashPhase::Preparing; ///< of flashing: what the state was told of last, or will hear of soon
    };
    template <typename T>
    void start(Work work, std::function<Result<T>(Progress &)> job, std::function<void(const ProgressEvent &)> onProgress,
               std::function<void(const Result<T> &)> onDone);

    void post(const BatchEvent &event);
    void handle(const BatchEvent &event);
    void work();
    bool isOver(const SlotState &slot) const;
    void end(const Card &card, const Result<FlashReport> &outcome);
    void lookLater();
    void look();
    void examine(const Checking &job);
    void flash(const Flashing &job);
    void noteProgress(const Flashing &job, ProgressEvent event);
    void noteRemoval(const Card &card);
    bool isHeldUp(const Card &card) const;
    void tellHeldUp(const Card &card);
    void tellRefusal(const Refusal &refusal);
    void keep(const Flashing &job, const WrittenCard &written);
    void leave(const QString &slot);
    void warn(const QString &line);
    void finish(bool cancelled);

    QThreadPool m_pool; ///< for work that waits for cards: a thread for each
    BatchState m_state;
    CardSource &m_source;
    ImageForNode m_imageFor;
    JournalWriter m_writer;
    BatchOptions m_options;
    CancelToken m_cancel;
    int m_lastWork = 0;
    QMap<QString, Work> m_work; ///< what the slots wait for, by Card::byId
    QList<Work> m_leaving;      ///< work for cards that were pulled, on its way to its end
    QSet<QString> m_heldUp;     ///< slots, by Card::byId, whose new card waits for the end of such work
    QList<Card> m_ended;        ///< cards whose WorkDone is on its way to the state
    bool m_isFinished = false;
};

} // namespace coffer
