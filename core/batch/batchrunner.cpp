// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchrunner.h"

#include "core/batch/cardjobs.h"

#include <QTimer>

#include <algorithm>
#include <chrono>
#include <utility>

namespace coffer {
namespace {

constexpr int mostSlotsAtOnce = 64;
constexpr std::chrono::seconds patience(3); ///< with a reader that hangs, before the operator hears of it

} // namespace

BatchRunner::BatchRunner(Plan plan, CardSource &source, ImageForNode imageFor, Journal journal, BatchOptions options)
    : m_state(coffer::start(std::move(plan))), m_source(source), m_imageFor(std::move(imageFor)), m_writer(std::move(journal)),
      m_options(std::move(options))
{
    m_pool.setMaxThreadCount(mostSlotsAtOnce);
    m_state.emptySlots = int(source.emptySlots().size());
    connect(&m_writer, &JournalWriter::stepped, this, &BatchRunner::stepped);
    connect(&m_writer, &JournalWriter::failed, this, &BatchRunner::warn);
}

BatchRunner::~BatchRunner()
{
    m_cancel.cancel();
    m_leaving += m_work.values();
    for (const Work &work : std::as_const(m_leaving))
        work.stop.cancel();
    waitForWork();
}

void BatchRunner::start()
{
    connect(&m_source, &CardSource::changed, this, &BatchRunner::lookLater);
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

void BatchRunner::confirm(const Card &card)
{
    post(Confirmed{card});
}

void BatchRunner::decline(const Card &card)
{
    post(Declined{card});
}

void BatchRunner::tryAgain(const Card &card)
{
    post(TryAgain{card});
}

void BatchRunner::skip(const QString &node)
{
    post(SkipNode{node});
}

void BatchRunner::pick(const QString &node)
{
    post(PickNode{node});
}

void BatchRunner::cancel()
{
    m_cancel.cancel();
    for (const Work &work : std::as_const(m_work))
        work.stop.cancel();
    lookLater();
}

void BatchRunner::post(const BatchEvent &event)
{
    QMetaObject::invokeMethod(this, [this, event] { handle(event); }, Qt::QueuedConnection);
}

/// Emits last, as a slot may delete this.
void BatchRunner::handle(const BatchEvent &event)
{
    const auto *result = std::get_if<WorkDone>(&event);
    if (result)
        m_ended.removeOne(result->card);
    if (m_isFinished || (m_cancel.isCancelled() && !result))
        return;
    if (const std::optional<JournalStep> word = stepOf(m_state, event))
        m_writer.note(*word);
    m_state = next(std::move(m_state), event);
    if (!m_cancel.isCancelled())
        work();
    lookLater();
    const BatchState now = m_state;
    Q_EMIT stateChanged(now);
}

/// Begins what the slots ask for and nobody does yet.
void BatchRunner::work()
{
    for (const auto &[slot, state] : m_state.slots.asKeyValueRange()) {
        const Node *node = nodeOf(state);
        const bool isFlashing = std::holds_alternative<Flashing>(state);
        if (!isFlashing && !std::holds_alternative<Checking>(state))
            continue;
        const auto present = m_work.constFind(slot);
        if (present != m_work.constEnd() && present->node == node->name && present->isFlashing == isFlashing)
            continue;
        if (isOver(state))
            continue;
        leave(slot);
        if (const auto *job = std::get_if<Flashing>(&state))
            flash(*job);
        else
            examine(std::get<Checking>(state));
    }
}

/// Whether the slot's work has ended, or its card is gone, and the state only has to hear of it: nothing is begun again.
bool BatchRunner::isOver(const SlotState &slot) const
{
    return std::holds_alternative<Flashing>(slot) ? m_ended.contains(cardOf(slot)) : !m_source.cards().contains(cardOf(slot));
}

/// The state hears of it from the event loop, and of other slots' events before.
void BatchRunner::end(const Card &card, const Result<FlashReport> &outcome)
{
    m_ended += card;
    post(WorkDone{card, outcome});
}

void BatchRunner::lookLater()
{
    QMetaObject::invokeMethod(this, &BatchRunner::look, Qt::QueuedConnection);
}

/// Compares what the slots wait for with what is in the readers. It does not matter which messages of the source led here, so
/// none can be missed or come at a wrong time.
void BatchRunner::look()
{
    if (m_isFinished)
        return;
    if (m_cancel.isCancelled())
        return m_work.isEmpty() && m_ended.isEmpty() ? finish(true) : void();

    const QList<Card> present = m_source.cards();
    for (const SlotState &slot : std::as_const(m_state.slots)) {
        if (const Card card = cardOf(slot); !present.contains(card) && !std::holds_alternative<Flashing>(slot)) {
            if (std::holds_alternative<AwaitingRemoval>(slot))
                m_writer.note({JournalStep::Kind::Removed, QDateTime::currentDateTimeUtc(), nodeOf(slot)->name, card});
            leave(card.byId);
            return handle(CardRemoved{card});
        }
    }
    for (const Card &card : present) {
        if (m_state.slots.contains(card.byId))
            continue;
        if (!isHeldUp(card))
            return handle(CardInserted{card});
        if (!m_heldUp.contains(card.byId)) {
            m_heldUp += card.byId;
            QTimer::singleShot(patience, this, [this, card] { tellHeldUp(card); });
        }
    }
    if (const int empty = int(m_source.emptySlots().size()); empty != m_state.emptySlots)
        return handle(SlotsCounted{empty});
    work(); // where a card was away for a moment only
    if (isFinished(m_state) && m_work.isEmpty())
        finish(false);
}

/// Whether its reader is still at work on the card before, which was pulled.
bool BatchRunner::isHeldUp(const Card &card) const
{
    return std::ranges::any_of(m_leaving, [&](const Work &work) { return work.card.devNode == card.devNode; });
}

/// Only a reader that takes long is worth a word.
void BatchRunner::tellHeldUp(const Card &card)
{
    m_heldUp.remove(card.byId);
    if (isHeldUp(card) && m_source.cards().contains(card))
        warn(tr("%1 still hangs on the card before; the new one is looked at as soon as it answers. If that takes minutes, pull the reader's plug.").arg(card.slot));
}

/// What becomes of work for a card that was pulled meanwhile is of no interest, and may take long to come to its end. Work
/// that has come to its end before tells of its outcome as always.
void BatchRunner::noteRemoval(const Card &card)
{
    lookLater();
    const auto work = m_work.constFind(card.byId);
    if (work == m_work.constEnd() || !(work->card == card) || work->future.isFinished() || m_cancel.isCancelled())
        return;
    const auto ending = work->ending;
    if (ending && !ending->claim())
        return;
    leave(card.byId);
    const SlotState slot = m_state.slots.value(card.byId, LeftAlone{});
    if (const auto *flashing = std::get_if<Flashing>(&slot); flashing && ending) {
        const Error pulled = {Errc::CardGone, tr("The card of %1 was pulled while it was written; put it in again, or another one.").arg(flashing->node.name)};
        const JournalStep step = endOf(*flashing, tl::unexpected<Error>(pulled), {});
        m_writer.tell(step);
        m_writer.record([ending, step](const Journal &journal) { return ending->recordEnd(journal, step); });
        end(card, tl::unexpected<Error>(pulled));
    }
}

void BatchRunner::tellRefusal(const Refusal &refusal)
{
    warn(tr("The card in %1 cannot be used. %2").arg(refusal.slot, refusal.reason));
}

/// Ends what is done for a slot, without waiting for it.
void BatchRunner::leave(const QString &slot)
{
    if (!m_work.contains(slot))
        return;
    const Work left = m_work.take(slot);
    left.stop.cancel();
    m_leaving += left;
}

void BatchRunner::warn(const QString &line)
{
    ProgressEvent event;
    event.stage = QStringLiteral("batch");
    event.phase = QStringLiteral("log");
    event.text = line;
    QMetaObject::invokeMethod(this, [this, event] { Q_EMIT progressed(event); }, Qt::QueuedConnection);
}

/// The journal has it all before finished() is told.
void BatchRunner::finish(bool cancelled)
{
    m_isFinished = true;
    m_writer.record([](const Journal &) { return ok(); },
                    [this, cancelled] { QMetaObject::invokeMethod(this, [this, cancelled] { Q_EMIT finished(cancelled); }, Qt::QueuedConnection); });
}

} // namespace coffer
