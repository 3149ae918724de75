// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/batch/batchstate.h"
#include "core/batch/journal.h"
#include "core/cards/cardsource.h"
#include "core/flash/imagesource.h"

#include <QObject>

#include <functional>

namespace coffer {

/// Makes or finds the image for a node; called in a job's thread.
using ImageForNode = std::function<Result<ImageSource>(const Node &, Progress &)>;

/// Runs a plan on a card source: feeds the state machine with the source's events and carries out
/// what its states ask for, in jobs. Lives on one thread with an event loop. Both faces draw its
/// states and send it the operator's words.
class BatchRunner : public QObject
{
    Q_OBJECT
public:
    /// `source` must outlive it. The journal records each node's outcome as it is known.
    BatchRunner(Plan plan, CardSource &source, ImageForNode imageFor, Journal journal);
    ~BatchRunner() override; ///< cancels and waits for running work

    /// Starts; a card that is already in a reader counts as inserted.
    void start();
    const BatchState &state() const { return m_state; }
    const Plan &plan() const { return m_plan; }

    void confirm(); ///< the operator's word for the card that is being asked for
    void decline();
    void skip();    ///< leaves the present node out
    /// Stops running work; finished() follows when it has stopped.
    void cancel();

Q_SIGNALS:
    void stateChanged(const coffer::BatchState &state);
    void progressed(const coffer::ProgressEvent &event);
    void finished(bool cancelled);

private:
    void handle(const BatchEvent &event);
    void enter();

    BatchState m_state;
    Plan m_plan;
    CardSource &m_source;
    ImageForNode m_imageFor;
    Journal m_journal;
    CancelToken m_cancel;
    bool m_running = false;
};

} // namespace coffer
