// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ratehistory.h"

#include <algorithm>
#include <cmath>

namespace coffer {

void RateHistory::note(const ProgressEvent &event, qint64 nowMs)
{
    if (event.node.isEmpty() || !event.text.isEmpty())
        return;
    if (event.phase == QLatin1String("write"))
        m_cards.insert(event.node, {nowMs, event.rate, 0});
    else if (event.phase == QLatin1String("verify"))
        m_cards.insert(event.node, {nowMs, 0, event.rate});
    else
        m_cards.remove(event.node);
}

bool RateHistory::advance(qint64 nowMs)
{
    if (!m_points.isEmpty() && nowMs - m_points.last().ms < everyMs)
        return false;
    m_cards.removeIf([=](const auto &card) { return nowMs - card.value().ms > staleMs; });
    Point now = {nowMs};
    for (const Told &told : std::as_const(m_cards)) {
        now.writeRate += told.writeRate;
        now.readRate += told.readRate;
    }
    // Nobody asked for a while: nothing was done then, and no line may say otherwise.
    if (!m_points.isEmpty() && nowMs - m_points.last().ms > 2 * staleMs) {
        m_points += Point{m_points.last().ms + everyMs};
        m_points += Point{nowMs - everyMs};
    }
    m_points += now;
    m_points.removeIf([=](const Point &point) { return nowMs - point.ms > spanMs; });
    return true;
}

bool RateHistory::isQuiet() const
{
    return m_cards.isEmpty() && std::ranges::all_of(m_points, [](const Point &point) { return point.writeRate <= 0 && point.readRate <= 0; });
}

double niceStep(double most, int parts)
{
    const double power = std::pow(10, std::floor(std::log10(most / parts)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (most / (factor * power) <= parts)
            return factor * power;
    }
    return 10 * power;
}

} // namespace coffer
