// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <QList>

namespace coffer {

/// How fast a card was at a moment, or on average around it.
struct CardSample
{
    double seconds = 0;   ///< since the card was begun
    double writeRate = 0; ///< bytes a second; 0 while it is not written
    double readRate = 0;  ///< bytes a second that are read back; 0 while none are

    bool operator==(const CardSample &) const = default;
};

/// How fast one card was over time, for a report: however long it takes, it is kept in at most `most` points that cover the
/// whole time evenly. Each new card of a node gets one of its own.
class CardSamples
{
public:
    static constexpr int most = 600;

    /// Adds a sample; its time is not before that of the last one.
    void add(const CardSample &sample);
    /// The same from a card's progress; what tells of no rate (log lines, other phases) is left out.
    void note(const ProgressEvent &event, double seconds);

    const QList<CardSample> &points() const { return m_points; }

private:
    QList<CardSample> m_points;
    CardSample m_sum;   ///< of what is not a point yet
    int m_summed = 0;
    int m_each = 1;     ///< so many samples make a point
};

} // namespace coffer
