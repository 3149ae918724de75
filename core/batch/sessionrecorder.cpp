// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/sessionrecorder.h"

#include "core/base/format.h"
#include "core/batch/plan.h"

#include <QSysInfo>

#include <algorithm>

namespace coffer {
namespace {

using Kind = JournalStep::Kind;

QString lineOf(const JournalStep &step)
{
    QStringList parts = {wordsFor(step.kind)};
    if (step.card.size > 0)
        parts += QStringLiteral("%1, %2").arg(step.card.model, formatBytes(step.card.size));
    if (step.report)
        parts += formatWork(step.report->bytesWritten, step.report->secondsWriting, step.report->bytesVerified, step.report->secondsVerifying);
    if (!step.message.isEmpty())
        parts += step.message;
    return parts.join(QStringLiteral("; "));
}

SessionReport::Mark markOf(const Plan::Entry &entry)
{
    if (entry.outcome == Outcome::Verified)
        return entry.isUnread ? SessionReport::Mark::Open : SessionReport::Mark::Good;
    return entry.outcome == Outcome::Failed || !entry.message.isEmpty() ? SessionReport::Mark::Bad : SessionReport::Mark::Open;
}

} // namespace

SessionRecorder::SessionRecorder(const QString &cluster, const QString &program) : m_cluster(cluster), m_program(program) {}

LogRecord SessionRecorder::note(const JournalStep &step)
{
    const auto work = m_work.find(step.node);
    const bool isFailure = step.kind == Kind::Failed || step.kind == Kind::BrokenOff;
    m_began = std::min(m_began, step.time);
    if (step.kind == Kind::Started) {
        const bool isTriedAgain = work != m_work.end() && !isDone(work->newest.kind);
        m_work.insert(step.node, {step, isTriedAgain ? work->tries + 1 : 1, step.time, -1, {}});
    } else if (work != m_work.end() && (isDone(step.kind) || isFailure)) {
        work->newest = step;
    }
    const LogRecord record = {step.time, isFailure ? LogLevel::Error : LogLevel::Info, QStringLiteral("batch"), step.node, step.card.slot,
                              lineOf(step)};
    m_log.add(record);
    return record;
}

std::optional<LogRecord> SessionRecorder::note(const ProgressEvent &event, qint64 now)
{
    if (!event.text.isEmpty()) {
        const bool isWarning = event.phase == QLatin1String("log") && event.node.isEmpty();
        const LogRecord record = {QDateTime::currentDateTimeUtc(), isWarning ? LogLevel::Warning : LogLevel::Info, event.stage, event.node, {}, event.text};
        m_log.add(record);
        return record;
    }
    if (const auto work = m_work.find(event.node); work != m_work.end()) {
        if (work->start < 0)
            work->start = now;
        work->samples.note(event, double(now - work->start) / 1000);
    }
    return {};
}

SessionReport SessionRecorder::report(const Plan &plan, const std::function<QString(const Plan::Entry &)> &wordFor) const
{
    SessionReport report;
    report.cluster = m_cluster;
    report.program = m_program;
    report.system = QSysInfo::prettyProductName();
    report.began = m_began;
    report.ended = QDateTime::currentDateTimeUtc();
    report.summary = tally(plan);
    report.records = m_log.records();
    for (const Plan::Entry &entry : plan.entries) {
        SessionReport::Tile tile;
        tile.node = entry.node.name;
        tile.address = entry.node.address.toString();
        tile.state = wordFor(entry);
        tile.mark = markOf(entry);
        tile.message = entry.message;
        if (const auto work = m_work.constFind(tile.node); work != m_work.constEnd()) {
            const JournalStep &step = work->newest;
            tile.tries = work->tries;
            tile.reader = step.card.slot;
            tile.model = step.card.model;
            tile.serial = step.card.serial;
            tile.size = step.card.size;
            tile.image = step.marker.imageId;
            tile.began = work->began;
            if (step.kind != Kind::Started)
                tile.ended = step.time;
            const FlashReport figures = step.report.value_or(FlashReport{});
            tile.written = figures.bytesWritten;
            tile.verified = figures.bytesVerified;
            tile.secondsWriting = figures.secondsWriting;
            tile.secondsVerifying = figures.secondsVerifying;
            for (const CardSample &sample : work->samples.points())
                tile.samples += {sample.seconds, sample.writeRate, sample.readRate};
        }
        report.tiles += tile;
    }
    return report;
}

} // namespace coffer
