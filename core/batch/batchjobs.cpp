// SPDX-License-Identifier: GPL-3.0-or-later
// What a batch does with the card in a slot, each in a job: look at it, or write it and read it back.
#include "core/batch/batchrunner.h"

#include "core/base/job.h"
#include "core/batch/cardjobs.h"

#include <QCoreApplication>

#include <future>
#include <utility>

namespace coffer {

template <typename T>
void BatchRunner::start(Work work, std::function<Result<T>(Progress &)> job, std::function<void(const ProgressEvent &)> onProgress,
                        std::function<void(const Result<T> &)> onDone)
{
    const int number = work.number = ++m_lastWork;
    const QString slot = work.card.byId;
    const auto isCurrent = [this, number, slot] { return m_work.contains(slot) && m_work.value(slot).number == number; };
    const auto report = [=](const ProgressEvent &event) {
        if (isCurrent())
            onProgress(event);
    };
    const auto done = [=, this](const Result<T> &result) {
        const bool wasCurrent = isCurrent();
        if (wasCurrent)
            m_work.remove(slot);
        m_leaving.removeIf([=](const Work &left) { return left.number == number; });
        if (wasCurrent)
            onDone(result);
        else
            lookLater(); // its reader is free
    };
    const auto modestly = [job = std::move(job)](Progress &progress) {
        standBack();
        return job(progress);
    };
    work.future = QFuture<void>(runJob<T>(this, work.stop, modestly, report, done, m_pool));
    m_work.insert(slot, work);
}

void BatchRunner::examine(const Checking &job)
{
    m_writer.note({JournalStep::Kind::Inserted, QDateTime::currentDateTimeUtc(), job.node.name, job.card});
    // A card that was pulled in mid-write and comes back is judged by what became of it, not by that it was begun.
    const auto recorded = std::make_shared<std::promise<void>>();
    m_writer.record([recorded](const Journal &) {
        recorded->set_value();
        return ok();
    });
    const auto work = [&source = m_source, imageFor = m_imageFor, journal = m_writer.journal(), plan = m_state.plan,
                       alwaysAsk = m_options.alwaysAsk, job, recorded](Progress &progress) {
        recorded->get_future().wait();
        return judgeCardIn(source, job, imageFor, plan, alwaysAsk, journal, progress);
    };
    const auto done = [this, job](const Result<CardVerdict> &verdict) {
        lookLater();
        if (!m_source.cards().contains(job.card))
            return;
        if (verdict)
            return handle(CardChecked{job.card, *verdict});
        if (!m_cancel.isCancelled())
            warn(verdict.error().message);
        handle(CardChecked{job.card, {tr("it is not known what"), verdict.error().message, {}}});
    };
    start<CardVerdict>({0, job.card, job.node.name, false, {}, {}, {}}, work, [](const ProgressEvent &) {}, done);
}

void BatchRunner::flash(const Flashing &job)
{
    CardMarker marker = {m_state.plan.cluster, job.node.name, {}, QDateTime::currentDateTimeUtc(), QCoreApplication::applicationVersion()};
    const auto ending = std::make_shared<Ending>();
    const auto work = [&source = m_source, imageFor = m_imageFor, journal = m_writer.journal(), options = m_options.flash, job, marker, ending](Progress &progress) {
        return Result<WrittenCard>(writeCard(source, job, imageFor, marker, options, journal, *ending, progress));
    };
    const auto report = [this, job](const ProgressEvent &event) { noteProgress(job, event); };
    const auto done = [this, job](const Result<WrittenCard> &written) { keep(job, *written); };
    m_writer.tell(beginOf(job, marker));
    start<WrittenCard>({0, job.card, job.node.name, true, ending, {}, {}}, work, report, done);
}

/// The phases of flashing that the state knows; all else is for those who draw.
void BatchRunner::noteProgress(const Flashing &job, ProgressEvent event)
{
    event.node = job.node.name;
    const auto work = m_work.find(job.card.byId); // whose progress this is
    const bool isWriting = work->phase != FlashPhase::Verifying && !isOfReadingBack(event); // what comes last belongs to what was before
    const FlashPhase phase = isWriting ? FlashPhase::Writing : FlashPhase::Verifying;
    if (event.text.isEmpty() && std::exchange(work->phase, phase) != phase) {
        if (phase == FlashPhase::Verifying)
            m_writer.tell(readBackOf(job));
        post(PhaseReached{job.card, phase});
    }
    Q_EMIT progressed(event);
}

/// A card's outcome, which is on record already.
void BatchRunner::keep(const Flashing &job, const WrittenCard &written)
{
    if (!written.recorded)
        warn(written.recorded.error().message);
    m_writer.tell(endOf(job, written.outcome, written.marker));
    end(job.card, written.outcome);
}

} // namespace coffer
