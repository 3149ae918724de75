// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/batch/batchstate.h"

#include <QHash>
#include <QList>

#include <optional>

namespace coffer {

/// What is known of a batch's pace. All times in seconds.
struct BatchPace
{
    QList<double> cards;      ///< how long each verified card took, from when it came in
    QList<double> swaps;      ///< how long each slot that was used before waited for its next card
    struct Running
    {
        double elapsed = 0;   ///< since the card came in
        double left = -1;     ///< as the work itself tells; negative: unknown
    };
    QList<Running> running;   ///< the cards in work
    int open = 0;             ///< nodes to do that no card is in work for
    int slotCount = 1;        ///< slots that take part
};

/// How long the batch will take from now on, if it goes on as so far: each slot takes the next open node when it is done with
/// the last. Nothing as long as there is no basis: before the first card is verified, when nodes are open or a running card does
/// not tell. 0 when all is done. Pure.
std::optional<double> secondsLeftOf(const BatchPace &pace);

/// Watches a batch and tells its pace. Times are of a monotonic clock, in ms, and come from the caller.
class BatchWatch
{
public:
    void note(const BatchState &state, qint64 nowMs);
    void note(const ProgressEvent &event, qint64 nowMs); ///< what is not of a card's own work is left out

    /// As of the last state that was noted.
    BatchPace pace(qint64 nowMs) const;
    std::optional<double> secondsLeft(qint64 nowMs) const { return secondsLeftOf(pace(nowMs)); }
    /// Of the card that is in work for this node; negative: unknown.
    double secondsLeftOfCard(const QString &node, qint64 nowMs) const;

private:
    struct Slot
    {
        Card card = {};
        QString node = {};     ///< that its card is in work for; empty: none
        qint64 began = -1;     ///< when that began
        qint64 ended = -1;     ///< when its last card was done
        qint64 used = 0;       ///< when a card was in it last
    };
    struct Told
    {
        double secondsLeft = -1;
        qint64 when = 0;
    };

    QHash<QString, Slot> m_slots; ///< that have been used, by Card::byId
    QHash<QString, Told> m_told;  ///< by node
    QList<double> m_cards;
    QList<double> m_swaps;
    int m_open = 0;
};

} // namespace coffer
