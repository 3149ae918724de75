// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchrunner.h"
#include "ui/stationstate.h"

#include <QObject>

#include <functional>
#include <memory>

namespace coffer {

/// Makes a batch of which all is ready, without blocking; not started yet. Called on the station's thread.
using MakeBatch = std::function<std::unique_ptr<BatchRunner>()>;
/// Gets all ready that a batch which works off `plan` needs. Called in a job's thread; may block. An error is shown to the operator.
using PrepareBatch = std::function<Result<MakeBatch>(const Plan &plan, Progress &progress)>;
/// Finds out how the plan stands. Called in a job's thread; may block.
using ReadPlan = std::function<Result<Plan>(Progress &progress)>;

/// The plan and the batch that is on, for all windows that show them: one batch after the other.
class Station : public QObject
{
    Q_OBJECT
public:
    Station(const Plan &plan, PrepareBatch prepareBatch, QObject *parent = nullptr);
    ~Station() override; ///< ends what is on, and waits for it

    /// Puts another plan for the same nodes in the place of the first one; until it is known nothing can be started. Where all of
    /// it is done, that is the last batch. To be called once, before all else.
    void load(const ReadPlan &readPlan);

    const StationState &state() const { return m_state; }
    /// The batch's state; between batches the plan as it stands, without cards.
    const BatchState &batch() const { return m_batch; }

    /// Starts with all that is not verified. Does nothing while a batch is on, or is got ready.
    void start();
    /// The same with all nodes, whatever was done before.
    void startAnew();
    /// Ends a batch that is on; one that is got ready never starts.
    void stop(bool thenClose);

    // The operator's words, for the batch that is on.
    void confirm(const Card &card);
    void decline(const Card &card);
    void tryAgain(const Card &card);
    void skip(const QString &node);
    /// This node's card is the next; while no batch is on, of one that starts now.
    void pick(const QString &node);

Q_SIGNALS:
    /// load() was in vain; the station stays as it is.
    void notLoaded(const coffer::Error &error);
    /// state() or batch() is another.
    void changed();
    void progressed(const coffer::ProgressEvent &event);
    void stepped(const coffer::JournalStep &step);
    /// A batch was made and is about to start; it lives until the next one.
    void batchMade(coffer::BatchRunner &batch);
    /// The batch has ended, and the operator wanted to close then.
    void closeAsked();

private:
    void startWith(const Plan &plan, const QString &first);
    void take(const Result<MakeBatch> &made);
    void run(std::unique_ptr<BatchRunner> runner);
    void follow(BatchRunner &runner);
    void finish(bool cancelled);
    void settle(const StationState &state);

    StationState m_state;
    BatchState m_batch;
    PrepareBatch m_prepareBatch;
    CancelToken m_cancel;   ///< of m_job
    QFuture<void> m_job;    ///< what is read or got ready; one at a time
    QString m_first;        ///< the node that was picked while its batch was got ready
    std::unique_ptr<BatchRunner> m_runner; ///< the present or last one
};

} // namespace coffer
