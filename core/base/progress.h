// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ratemeter.h"
#include "core/base/result.h"

#include <QElapsedTimer>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>

namespace coffer {

/// Asks running work to stop. Copies share one flag; any thread (or signal handler, through
/// flag()) may set it. Work looks at it at least every 100 ms.
class CancelToken
{
public:
    void cancel() const { m_flag->store(true); }
    bool isCancelled() const { return m_flag->load(); }
    /// The shared flag itself; lock-free, so a signal handler may store to it.
    std::atomic<bool> &flag() const { return *m_flag; }

private:
    std::shared_ptr<std::atomic<bool>> m_flag = std::make_shared<std::atomic<bool>>(false);
};

/// The phase of the last report of work that is one of several, once it has succeeded.
inline const QString donePhase = QStringLiteral("done");

/// One report of running work.
struct ProgressEvent
{
    QString stage;          ///< what is being made or done ("rootfs nanopc-t4", "batch"); may be empty
    QString node;           ///< the node it is for ("head", "node07"); may be empty
    QString phase;          ///< the step of it ("write", "verify"); a log line's event has "log"
    qint64 done = 0;        ///< completed: bytes, or what `unit` says
    qint64 total = 0;       ///< 0 when unknown
    QString unit;           ///< what is counted ("packages"); empty: bytes
    double rate = 0;        ///< per second, over the last seconds
    double secondsLeft = -1;///< of this phase and what is known to follow it; negative when unknown
    QString text;           ///< a line for people: output of a tool, a result; may be empty
};

/// Through which running work tells how far it is and learns that it should stop.
/// Owned by the caller of the work; used by one thread at a time. The sink is called on that
/// thread, at most every 100 ms while bytes advance, and always at a phase's begin and end.
class Progress
{
public:
    using Sink = std::function<void(const ProgressEvent &)>;

    Progress() = default;
    explicit Progress(Sink sink, CancelToken cancel = {}) : m_sink(std::move(sink)), m_cancel(cancel) {}

    /// Names the work for all following events.
    void setStage(const QString &stage) { m_event.stage = stage; }
    void setNode(const QString &node) { m_event.node = node; }

    /// Starts a phase of `total` bytes, or of what `unit` says (0: unknown).
    void begin(const QString &phase, qint64 total, const QString &unit = {});
    /// Adds completed bytes.
    void advance(qint64 bytes);
    /// Tells how long what follows this phase will take; part of secondsLeft from now on. begin() sets it to 0.
    void setSecondsAfter(double seconds) { m_secondsAfter = seconds; }
    /// Ends the phase: reports all of it as done.
    void finish();
    /// Passes a line for people on.
    void log(const QString &line);
    /// Passes a report of other work on as it is.
    void pass(const ProgressEvent &event);

    bool isCancelled() const { return m_cancel.isCancelled(); }
    CancelToken cancelToken() const { return m_cancel; }
    /// Ok, or Errc::Cancelled with its sentence.
    Status checkCancelled() const;

private:
    void report();

    Sink m_sink;
    CancelToken m_cancel;
    ProgressEvent m_event;
    RateMeter m_rate;
    QElapsedTimer m_clock;
    qint64 m_reportedMs = 0;
    double m_secondsAfter = 0;
};

} // namespace coffer
