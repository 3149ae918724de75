// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchrunner.h"
#include "ui/stationstate.h"

#include <QObject>

#include <functional>
#include <memory>

namespace coffer {

/// Makes the batch that works off `plan`; not started yet. An error is shown to the operator.
using MakeBatch = std::function<Result<std::unique_ptr<BatchRunner>>(const Plan &plan)>;

/// The plan and the batch that is on, for all windows that show them: one batch after the other.
class Station : public QObject
{
    Q_OBJECT
public:
    Station(const Plan &plan, MakeBatch makeBatch, QObject *parent = nullptr);
    ~Station() override; ///< ends a batch that is on, and waits for it

    const StationState &state() const { return m_state; }
    /// The batch's state; between batches the plan as it stands, without cards.
    const BatchState &batch() const { return m_batch; }

    /// Starts with all that is not verified. Does nothing while a batch is on.
    void start();
    void stop(bool thenClose);

    // The operator's words, for the batch that is on.
    void confirm(const Card &card);
    void decline(const Card &card);
    void tryAgain(const Card &card);
    void skip(const QString &node);
    /// This node's card is the next; while no batch is on, of one that starts now.
    void pick(const QString &node);

Q_SIGNALS:
    /// state() or batch() is another.
    void changed();
    void progressed(const coffer::ProgressEvent &event);
    void stepped(const coffer::JournalStep &step);
    /// A batch was made and is about to start; it lives until the next one.
    void batchMade(coffer::BatchRunner &batch);
    /// The batch has ended, and the operator wanted to close then.
    void closeAsked();

private:
    void startWith(Plan plan, const QString &first);
    void follow(BatchRunner &runner);
    void finish(bool cancelled);

    StationState m_state;
    BatchState m_batch;
    MakeBatch m_makeBatch;
    std::unique_ptr<BatchRunner> m_runner; ///< the present or last one
};

} // namespace coffer
