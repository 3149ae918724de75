// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchstate.h"
#include "core/batch/cardsamples.h"
#include "core/batch/journal.h"
#include "core/log/sessionreport.h"

#include <QHash>

#include <functional>

namespace coffer {

/// Gathers what a session's report tells, from what a batch tells of itself. A value; the clock is the caller's.
class SessionRecorder
{
public:
    /// `program` is its name and version.
    SessionRecorder(const QString &cluster, const QString &program);

    /// A step as a line of the log; what the card has come to is kept. Also one of a session before, when this one goes on
    /// with its batch: those come first.
    LogRecord note(const JournalStep &step);
    /// A line of the log, when the event is one; else nothing, and the card's speed is kept. `now` in ms, monotonic.
    std::optional<LogRecord> note(const ProgressEvent &event, qint64 now);
    /// Any other line.
    void note(const LogRecord &record) { m_log.add(record); }

    const Logbook &log() const { return m_log; }
    /// All of it, with the plan as it stands; `wordFor` says how an entry stands.
    SessionReport report(const Plan &plan, const std::function<QString(const Plan::Entry &)> &wordFor) const;

private:
    struct Work
    {
        JournalStep newest;
        int tries = 0;
        QDateTime began;
        qint64 start = -1; ///< ms
        CardSamples samples;
    };

    QString m_cluster;
    QString m_program;
    QDateTime m_began = QDateTime::currentDateTimeUtc();
    Logbook m_log;
    QHash<QString, Work> m_work; ///< by node
};

} // namespace coffer
