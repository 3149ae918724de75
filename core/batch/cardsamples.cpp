// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/cardsamples.h"

#include <utility>

namespace coffer {
namespace {

CardSample sum(const CardSample &one, const CardSample &other)
{
    return {one.seconds + other.seconds, one.writeRate + other.writeRate, one.readRate + other.readRate};
}

CardSample meanOf(const CardSample &sum, int count)
{
    return {sum.seconds / count, sum.writeRate / count, sum.readRate / count};
}

/// Two neighbours become one.
QList<CardSample> halved(const QList<CardSample> &points)
{
    QList<CardSample> fewer;
    for (qsizetype i = 0; i + 1 < points.size(); i += 2)
        fewer += meanOf(sum(points[i], points[i + 1]), 2);
    return fewer;
}

} // namespace

void CardSamples::add(const CardSample &sample)
{
    m_sum = sum(m_sum, sample);
    if (++m_summed < m_each)
        return;
    m_points += meanOf(std::exchange(m_sum, {}), std::exchange(m_summed, 0));
    if (m_points.size() < most)
        return;
    m_points = halved(m_points);
    m_each *= 2;
}

void CardSamples::note(const ProgressEvent &event, double seconds)
{
    if (!event.text.isEmpty())
        return;
    if (event.phase == QLatin1String("write"))
        add({seconds, event.rate, 0});
    else if (event.phase == QLatin1String("verify"))
        add({seconds, 0, event.rate});
}

} // namespace coffer
