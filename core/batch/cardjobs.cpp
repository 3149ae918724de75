// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/cardjobs.h"

#include "core/batch/resume.h"

#include <sys/resource.h>

#include <cerrno>
#include <utility>

namespace coffer {
namespace {

Result<FlashReport> writeAndVerify(const ImageSource &image, const CardMarker &marker, const Card &card, CardSource &source,
                                   const FlashOptions &options, Progress &progress)
{
    Result<std::unique_ptr<BlockTarget>> target = source.open(card, progress.cancelToken());
    if (!target) { // nothing was done to the card, so it is not to blame
        const Error &error = target.error();
        return fail(error.code == Errc::Failed ? Errc::Refused : error.code, error.message);
    }
    return flashCard(image, **target, progress, options, marker);
}

/// Whether it is the card that does not do what it should; all else that may go wrong does not count in its history.
bool isOfTheCard(const Error &error)
{
    return error.code == Errc::Failed || error.code == Errc::ChecksumMismatch || error.code == Errc::CardTooSmall || error.code == Errc::CardStalled;
}

/// Of the batch's cards those that are not to be written anew: their nodes are done, or not in this plan.
QMap<QString, CardMarker> keptCards(const QMap<QString, JournalStep> &done, const Plan &plan)
{
    QMap<QString, CardMarker> kept;
    for (const auto &[node, step] : done.asKeyValueRange()) {
        const Plan::Entry *entry = plan.find(node);
        if (!entry || entry->outcome != Outcome::Open || entry->isRedone)
            kept.insert(node, step.marker);
    }
    return kept;
}

} // namespace

void standBack()
{
    constexpr int step = 4;
    thread_local const bool isDone = [] {
        errno = 0; // -1 may be a priority too
        const int now = getpriority(PRIO_PROCESS, 0); // on Linux the thread's, sched(7)
        return errno == 0 && setpriority(PRIO_PROCESS, 0, now + step) == 0;
    }();
    (void)isDone;
}

/// A card that is no longer there is not begun: it would count as half-written, and such a one starts without asking.
Status Ending::record(const Journal &journal, const JournalStep &step)
{
    const std::lock_guard lock(m_order);
    if (m_isClaimed)
        return fail(Errc::Cancelled, tr("The card was pulled before it was written."));
    return journal.record(step);
}

Status Ending::recordEnd(const Journal &journal, const JournalStep &end)
{
    const std::lock_guard lock(m_order);
    return journal.record(end);
}

Result<CardVerdict> judgeCardIn(CardSource &source, const Checking &job, const ImageForNode &imageFor, const Plan &plan, bool alwaysAsk,
                                const Journal &journal, Progress &progress)
{
    const CardContents contents = source.examine(job.card, progress.cancelToken());
    const Result<ImageSource> image = imageFor(job.node, progress);
    const auto done = journal.doneCards();
    const auto history = journal.historyOf(job.card);
    if (!done || !history)
        return done ? passOn(history) : passOn(done);
    const QString halfWritten = history->halfWrittenCluster == plan.cluster ? history->halfWritten : QString();
    const StartRule rule = {plan.cluster, alwaysAsk, keptCards(*done, plan), halfWritten};
    CardVerdict verdict = judgeCard(contents, job.node, image ? imageId(*image) : QString(), rule);
    verdict.history = describe(*history);
    return verdict;
}

WrittenCard writeCard(CardSource &source, const Flashing &job, const ImageForNode &imageFor, CardMarker marker, const FlashOptions &options,
                      const Journal &journal, Ending &ending, Progress &progress)
{
    progress.setNode(job.node.name);
    const Result<ImageSource> image = imageFor(job.node, progress);
    if (!image)
        return {passOn(image), marker};
    marker.imageId = imageId(*image);
    if (const Status recorded = ending.record(journal, beginOf(job, marker)); !recorded)
        return {passOn(recorded), marker};
    bool isReadingBack = false;
    const auto report = [&](const ProgressEvent &event) {
        if (event.text.isEmpty() && isOfReadingBack(event) && !std::exchange(isReadingBack, true))
            (void)ending.record(journal, readBackOf(job)); // the end tells whether the journal can be written
        progress.pass(event);
    };
    Progress watched(report, progress.cancelToken());
    watched.setStage(QStringLiteral("batch"));
    const Result<FlashReport> outcome = writeAndVerify(*image, marker, job.card, source, options, watched);
    const bool isLeft = !outcome && progress.cancelToken().isCancelled(); // what was begun stays so
    if (isLeft || !ending.claim())
        return {outcome, marker};
    return {outcome, marker, ending.recordEnd(journal, endOf(job, outcome, marker))};
}

bool isOfReadingBack(const ProgressEvent &event)
{
    return event.phase == QLatin1String("verify");
}

JournalStep beginOf(const Flashing &job, const CardMarker &marker)
{
    return {JournalStep::Kind::Started, marker.written, job.node.name, job.card, marker};
}

JournalStep readBackOf(const Flashing &job)
{
    return {JournalStep::Kind::Verifying, QDateTime::currentDateTimeUtc(), job.node.name, job.card};
}

JournalStep endOf(const Flashing &job, const Result<FlashReport> &outcome, const CardMarker &marker)
{
    JournalStep step = {JournalStep::Kind::Verified, QDateTime::currentDateTimeUtc(), job.node.name, job.card, marker};
    if (outcome) {
        step.kind = outcome->bytesVerified > 0 ? JournalStep::Kind::Verified : JournalStep::Kind::Written;
        step.report = *outcome;
    } else {
        step.kind = isOfTheCard(outcome.error()) ? JournalStep::Kind::Failed : JournalStep::Kind::BrokenOff;
        step.message = outcome.error().message;
    }
    return step;
}

} // namespace coffer
