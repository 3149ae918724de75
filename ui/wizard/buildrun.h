// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QList>
#include <QObject>
#include <QStringList>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <optional>

namespace coffer {

/// A stage of a build as far as it has told.
struct BuildStage
{
    QString name;
    QString step; ///< what it does now
    qint64 done = 0;
    qint64 total = 0; ///< 0 when unknown
    QString unit;     ///< empty: bytes
    bool isDone = false;
};

/// A build that goes on while nobody looks: its stages, and the last lines of what its tools printed.
class BuildRun : public QObject
{
    Q_OBJECT
public:
    using Work = std::function<Result<QStringList>(Progress &)>;
    static constexpr qsizetype mostLines = 2000; ///< that are kept

    explicit BuildRun(QObject *parent = nullptr);
    ~BuildRun() override; ///< cancels, and waits for the build's end

    /// Does nothing while one is running. The output of earlier ones is kept.
    void start(const Work &work);
    void cancel() const { m_cancel.cancel(); }

    bool isRunning() const { return m_isRunning; }
    bool isCancelling() const { return m_isRunning && m_cancel.isCancelled(); }
    /// How the last one ended; nothing before, and while one is running.
    const std::optional<Result<QStringList>> &outcome() const { return m_outcome; }
    /// In the order in which they began.
    const QList<BuildStage> &stages() const { return m_stages; }
    const ProgressEvent &whole() const { return m_whole; } ///< how far all is, in stages
    const QStringList &lines() const { return m_lines; }

Q_SIGNALS:
    /// Something is another; at most every 100 ms, but at once at begin and end.
    void changed();
    void linesAdded(const QStringList &lines);
    void ended();

private:
    void take(const ProgressEvent &event);
    void addLine(const QString &line);
    void tell();
    void end(const Result<QStringList> &result);

    QThreadPool m_pool; ///< of its own: a build would keep others' short jobs waiting for minutes
    CancelToken m_cancel;
    bool m_isRunning = false;
    std::optional<Result<QStringList>> m_outcome;
    QList<BuildStage> m_stages;
    ProgressEvent m_whole;
    QStringList m_lines;
    QStringList m_untold; ///< lines that linesAdded() has not told of
    QTimer m_telling;
};

} // namespace coffer
