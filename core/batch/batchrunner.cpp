// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchrunner.h"

#include "core/base/job.h"
#include "core/batch/resume.h"

#include <QCoreApplication>

#include <optional>

namespace coffer {

/// What became of one card.
struct BatchRunner::Written
{
    Result<FlashReport> outcome;
    CardMarker marker; ///< without an image's id when there was no image
};

namespace {

/// The states in which a card in a reader matters, and that card.
std::optional<Card> cardOf(const BatchState &state)
{
    if (const auto *confirming = std::get_if<Confirming>(&state))
        return confirming->card;
    if (const auto *removal = std::get_if<AwaitingRemoval>(&state))
        return removal->card;
    return {};
}

/// Writes the image to the card, with the marker, and reads it back.
Result<FlashReport> writeAndVerify(const ImageSource &image, const CardMarker &marker, const Card &card, CardSource &source,
                                   const FlashOptions &options, Progress &progress)
{
    Result<std::unique_ptr<BlockTarget>> target = source.open(card, progress.cancelToken());
    if (!target)
        return passOn(target);
    return flashCard(image, **target, progress, options, marker);
}

} // namespace

BatchRunner::BatchRunner(Plan plan, CardSource &source, ImageForNode imageFor, Journal journal, BatchOptions options)
    : m_state(coffer::start(plan)), m_plan(std::move(plan)), m_source(source), m_imageFor(std::move(imageFor)),
      m_journal(std::move(journal)), m_options(std::move(options))
{
}

BatchRunner::~BatchRunner()
{
    m_cancel.cancel();
    if (m_work)
        m_leaving += *m_work;
    for (const Work &work : std::as_const(m_leaving))
        work.stop.cancel();
    for (Work &work : m_leaving)
        work.future.waitForFinished();
}

void BatchRunner::start()
{
    connect(&m_source, &CardSource::inserted, this, &BatchRunner::lookLater);
    connect(&m_source, &CardSource::removed, this, &BatchRunner::noteRemoval);
    connect(&m_source, &CardSource::refused, this, &BatchRunner::tellRefusal);
    QMetaObject::invokeMethod(
        this,
        [this] {
            lookLater();
            for (const Refusal &refusal : m_source.refusals())
                tellRefusal(refusal);
            const BatchState first = m_state;
            Q_EMIT stateChanged(first);
        },
        Qt::QueuedConnection);
}

void BatchRunner::confirm()
{
    if (const auto *asking = std::get_if<Confirming>(&m_state))
        post(Confirmed{asking->card});
}

void BatchRunner::decline()
{
    if (const auto *asking = std::get_if<Confirming>(&m_state)) {
        m_declined += asking->card;
        post(Declined{asking->card});
    }
}

void BatchRunner::skip()
{
    if (const Node *node = nodeOf(m_state))
        post(SkipNode{*node});
}

void BatchRunner::cancel()
{
    m_cancel.cancel();
    if (m_work)
        m_work->stop.cancel();
    lookLater();
}

void BatchRunner::post(const BatchEvent &event)
{
    QMetaObject::invokeMethod(this, [this, event] { handle(event); }, Qt::QueuedConnection);
}

/// Emits last, as a slot may delete this.
void BatchRunner::handle(const BatchEvent &event)
{
    const bool isResult = std::holds_alternative<WorkDone>(event);
    if (m_isFinished || (m_cancel.isCancelled() && !isResult))
        return;
    const bool wasFlashing = std::holds_alternative<Flashing>(m_state);
    m_state = next(m_state, event, m_plan);
    if (const auto *job = std::get_if<Flashing>(&m_state); job && !wasFlashing)
        flash(*job);
    lookLater();
    const BatchState now = m_state;
    Q_EMIT stateChanged(now);
}

void BatchRunner::lookLater()
{
    QMetaObject::invokeMethod(this, &BatchRunner::look, Qt::QueuedConnection);
}

/// Compares what the state waits for with what is in the readers. It does not matter which messages
/// of the source led here, so none can be missed or come at a wrong time.
void BatchRunner::look()
{
    if (m_isFinished || m_work)
        return;
    if (m_cancel.isCancelled() || std::holds_alternative<Finished>(m_state))
        return finish(m_cancel.isCancelled());

    const QList<Card> present = m_source.cards();
    m_declined.removeIf([&](const Card &card) { return !present.contains(card); });
    if (const std::optional<Card> card = cardOf(m_state); card && !present.contains(*card))
        return handle(CardRemoved{*card});
    if (!std::holds_alternative<AwaitingCard>(m_state))
        return;
    const auto isLeft = [this](const Card &card) { return std::ranges::find(m_leaving, card.devNode, &Work::devNode) != m_leaving.end(); };
    for (const Card &card : present) {
        if (!m_declined.contains(card) && !isLeft(card))
            return examine(card);
    }
}

template <typename T>
void BatchRunner::start(const Card &card, std::function<Result<T>(Progress &)> work, std::function<void(const ProgressEvent &)> onProgress,
                        std::function<void(const Result<T> &)> onDone)
{
    const auto number = ++m_lastWork;
    const auto isCurrent = [this, number] { return m_work && m_work->number == number; };
    const auto report = [=](const ProgressEvent &event) {
        if (isCurrent())
            onProgress(event);
    };
    const auto done = [=, this](const Result<T> &result) {
        const bool wasCurrent = isCurrent();
        if (wasCurrent)
            m_work.reset();
        m_leaving.removeIf([=](const Work &left) { return left.number == number; });
        if (wasCurrent)
            onDone(result);
        else
            lookLater(); // its reader is free
    };
    const CancelToken stop;
    m_work = Work{number, card.devNode, stop, QFuture<void>(runJob<T>(this, stop, std::move(work), report, done))};
}

void BatchRunner::examine(const Card &card)
{
    const StartRule rule = {m_plan.cluster, m_options.alwaysAsk, m_journal.verified()};
    const auto work = [&source = m_source, imageFor = m_imageFor, node = *nodeOf(m_state), rule, card](Progress &progress) -> Result<CardVerdict> {
        const CardContents contents = source.examine(card, progress.cancelToken());
        const Result<ImageSource> image = imageFor(node, progress);
        return judgeCard(contents, node, image ? imageId(*image) : QString(), rule);
    };
    const auto done = [this, card](const Result<CardVerdict> &verdict) {
        lookLater();
        if (verdict && m_source.cards().contains(card))
            handle(CardInserted{card, *verdict});
    };
    start<CardVerdict>(card, work, [](const ProgressEvent &) {}, done);
}

void BatchRunner::flash(const Flashing &job)
{
    if (const Status recorded = m_journal.recordStart(job.node, job.card); !recorded)
        return post(WorkDone{passOn(recorded)});

    CardMarker marker = {m_plan.cluster, job.node.name, {}, QDateTime::currentDateTimeUtc(), QCoreApplication::applicationVersion()};
    const auto work = [&source = m_source, imageFor = m_imageFor, options = m_options.flash, job, marker](Progress &progress) mutable -> Result<Written> {
        progress.setNode(job.node.name);
        const Result<ImageSource> image = imageFor(job.node, progress);
        if (!image)
            return Written{passOn(image), marker};
        progress.setStage(QStringLiteral("batch"));
        marker.imageId = imageId(*image);
        return Written{writeAndVerify(*image, marker, job.card, source, options, progress), marker};
    };
    const auto report = [this, job](ProgressEvent event) {
        event.node = job.node.name;
        Q_EMIT progressed(event);
    };
    start<Written>(job.card, work, report, [this, job](const Result<Written> &written) { keep(job, *written); });
}

/// What becomes of work for a card that was pulled meanwhile is of no interest, and may take long to come to its end. Work
/// that has ended before tells of its outcome as always.
void BatchRunner::noteRemoval(const Card &card)
{
    if (m_work && m_work->devNode == card.devNode && !m_work->future.isFinished() && !m_cancel.isCancelled()) {
        m_work->stop.cancel();
        m_leaving += *std::exchange(m_work, std::nullopt);
        if (const auto *flashing = std::get_if<Flashing>(&m_state); flashing && flashing->card == card) {
            const Error pulled = {Errc::CardGone, tr("The card of %1 was pulled while it was written; put it in again, or another one.").arg(flashing->node.name)};
            keep(*flashing, {tl::unexpected<Error>(pulled), {}});
        }
    }
    lookLater();
}

void BatchRunner::tellRefusal(const Refusal &refusal)
{
    warn(tr("The card in %1 cannot be used. %2").arg(refusal.slot, refusal.reason));
}

/// Puts a card's outcome on record, then to the state machine.
void BatchRunner::keep(const Flashing &job, const Written &written)
{
    const Result<FlashReport> &outcome = written.outcome;
    const Status recorded = m_journal.record(job.node, job.card, written.marker,
                                             outcome ? Outcome::Verified : Outcome::Failed,
                                             outcome ? QString() : outcome.error().message);
    if (!recorded)
        warn(recorded.error().message);
    post(WorkDone{outcome});
}

/// The batch goes on, but the operator should know.
void BatchRunner::warn(const QString &line)
{
    ProgressEvent event;
    event.stage = QStringLiteral("batch");
    event.phase = QStringLiteral("log");
    event.text = line;
    QMetaObject::invokeMethod(this, [this, event] { Q_EMIT progressed(event); }, Qt::QueuedConnection);
}

void BatchRunner::finish(bool cancelled)
{
    m_isFinished = true;
    if (!cancelled) {
        if (const Status recorded = m_journal.recordEnd(); !recorded)
            warn(recorded.error().message);
    }
    QMetaObject::invokeMethod(this, [this, cancelled] { Q_EMIT finished(cancelled); }, Qt::QueuedConnection);
}

} // namespace coffer
