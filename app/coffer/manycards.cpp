// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/manycards.h"

#include <algorithm>

namespace coffer {
namespace {

/// How far in its work a card is that reports this phase.
qsizetype rank(const QString &phase)
{
    static const QStringList order = {QStringLiteral("write"), QStringLiteral("flush"), QStringLiteral("verify"), QStringLiteral("finish")};
    return order.indexOf(phase);
}

ProgressEvent startOfAll()
{
    ProgressEvent event;
    event.phase = QStringLiteral("write");
    return event;
}

} // namespace

ManyCards::ManyCards(qsizetype count, Progress::Sink sink) : m_sink(std::move(sink)), m_latest(count, startOfAll()) {}

Progress::Sink ManyCards::sinkOf(qsizetype number)
{
    return [this, number](const ProgressEvent &event) { report(number, event); };
}

void ManyCards::report(qsizetype number, const ProgressEvent &event)
{
    const std::lock_guard lock(m_mutex);
    if (!event.text.isEmpty())
        return m_sink(event);
    m_latest[number] = event;
    const auto slowest = std::ranges::min_element(m_latest, {}, [](const ProgressEvent &latest) { return rank(latest.phase); });
    ProgressEvent all;
    all.phase = slowest->phase;
    qsizetype count = 0;
    for (const ProgressEvent &latest : std::as_const(m_latest)) {
        if (latest.phase != all.phase)
            continue;
        ++count;
        all.done += latest.done;
        all.total += latest.total;
        all.rate += latest.rate;
        all.secondsLeft = std::max(all.secondsLeft, latest.secondsLeft);
    }
    all.stage = tr("%1 of %2 cards").arg(count).arg(m_latest.size());
    m_sink(all);
}

} // namespace coffer
