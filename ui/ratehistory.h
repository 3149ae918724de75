// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <QHash>
#include <QList>

namespace coffer {

/// How fast all cards together were written and read back over the last minutes. Times are of a monotonic clock, in ms, and
/// come from the caller; memory is bounded, however long a batch takes.
class RateHistory
{
public:
    static constexpr qint64 spanMs = 5 * 60 * 1000;
    static constexpr qint64 everyMs = 500;
    static constexpr qint64 staleMs = 3000; ///< a card that has told nothing for so long does nothing

    struct Point
    {
        qint64 ms = 0;
        double writeRate = 0; ///< bytes a second
        double readRate = 0;

        bool operator==(const Point &) const = default;
    };

    /// Takes what a card tells; what is not about writing or reading back ends its part.
    void note(const ProgressEvent &event, qint64 nowMs);
    /// Goes on to `nowMs` and forgets what is too old. Whether there is a new point.
    bool advance(qint64 nowMs);

    const QList<Point> &points() const { return m_points; }
    Point last() const { return m_points.isEmpty() ? Point() : m_points.last(); }
    /// Whether there was nothing but zeros in all the time.
    bool isQuiet() const;

private:
    struct Told
    {
        qint64 ms = 0;
        double writeRate = 0;
        double readRate = 0;
    };
    QHash<QString, Told> m_cards; ///< the last word of each, by node
    QList<Point> m_points;        ///< the oldest first
};

/// The round step (1, 2 or 5 times a power of ten) that divides `most` into at most `parts`; `most` is above 0.
double niceStep(double most, int parts);

} // namespace coffer
