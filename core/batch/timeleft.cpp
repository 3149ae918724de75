// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/timeleft.h"

#include <QStringList>

#include <algorithm>

namespace coffer {
namespace {

double medianOf(QList<double> values)
{
    if (values.isEmpty())
        return 0;
    std::ranges::sort(values);
    const qsizetype half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// The node that a card is in work or asked about for; null when it is done, or nobody's.
const Node *workedFor(const SlotState &slot)
{
    return std::holds_alternative<AwaitingRemoval>(slot) ? nullptr : nodeOf(slot);
}

} // namespace

std::optional<double> secondsLeftOf(const BatchPace &pace)
{
    const bool isKnown = !pace.cards.isEmpty();
    const double card = medianOf(pace.cards);
    const double swap = medianOf(pace.swaps);
    QList<double> ends; // when each slot is done with its present card
    for (const BatchPace::Running &running : pace.running) {
        if (running.left < 0 && !isKnown)
            return {};
        ends += running.left >= 0 ? running.left : std::max(0.0, card - running.elapsed);
    }
    if (pace.open > 0 && !isKnown)
        return {};
    while (ends.size() < std::max(1, pace.slotCount))
        ends += 0;
    for (int node = 0; node < pace.open; ++node)
        *std::ranges::min_element(ends) += swap + card;
    return std::ranges::max(ends);
}

void BatchWatch::note(const BatchState &state, qint64 nowMs)
{
    int inWork = 0;
    for (const auto &[id, slot] : state.slots.asKeyValueRange()) {
        const Node *node = workedFor(slot);
        const auto *done = std::get_if<AwaitingRemoval>(&slot);
        if (!node && !done)
            continue;
        inWork += node ? 1 : 0;
        Slot &known = m_slots[id];
        known.used = nowMs;
        const bool isOther = node && (known.node != node->name || !(known.card == cardOf(slot)));
        if (isOther && known.ended >= 0)
            m_swaps += double(nowMs - known.ended) / 1000;
        if (isOther)
            known = {cardOf(slot), node->name, nowMs, -1, nowMs};
        if (done && !known.node.isEmpty()) {
            if (done->outcome)
                m_cards += double(nowMs - known.began) / 1000;
            m_told.remove(known.node);
            known = {known.card, {}, -1, nowMs, nowMs};
        }
    }
    for (auto known = m_slots.begin(); known != m_slots.end(); ++known) {
        const auto slot = state.slots.constFind(known.key());
        if (known->node.isEmpty() || (slot != state.slots.constEnd() && workedFor(*slot)))
            continue;
        m_told.remove(known->node); // pulled, or declined
        *known = {known->card, {}, -1, -1, known->used};
    }
    m_open = state.plan.count(Outcome::Open) - inWork;
}

void BatchWatch::note(const ProgressEvent &event, qint64 nowMs)
{
    static const QStringList phases = {QStringLiteral("write"), QStringLiteral("flush"), QStringLiteral("verify"), QStringLiteral("finish")};
    if (phases.contains(event.phase) && event.text.isEmpty())
        m_told.insert(event.node, {event.secondsLeft, nowMs});
}

/// A slot that has missed two turns does not take part any more: its reader may be gone.
BatchPace BatchWatch::pace(qint64 nowMs) const
{
    BatchPace pace = {m_cards, m_swaps, {}, std::max(0, m_open), 0};
    const double turnMs = 1000 * (medianOf(m_cards) + medianOf(m_swaps));
    for (const Slot &slot : m_slots) {
        const bool isInWork = !slot.node.isEmpty();
        if (isInWork)
            pace.running += {double(nowMs - slot.began) / 1000, secondsLeftOfCard(slot.node, nowMs)};
        if (isInWork || m_cards.isEmpty() || double(nowMs - slot.used) <= 2 * turnMs)
            ++pace.slotCount;
    }
    pace.slotCount = std::max(1, pace.slotCount);
    return pace;
}

double BatchWatch::secondsLeftOfCard(const QString &node, qint64 nowMs) const
{
    const Told told = m_told.value(node);
    return told.secondsLeft < 0 ? -1 : std::max(0.0, told.secondsLeft - double(nowMs - told.when) / 1000);
}

} // namespace coffer
