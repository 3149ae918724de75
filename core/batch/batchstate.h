// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/startrule.h"
#include "core/boards/cluster.h"
#include "core/cards/card.h"
#include "core/flash/flash.h"

#include <QList>

#include <variant>

namespace coffer {

// States: what the batch is doing. Events: what happened. Both faces draw the one and send the other.

struct AwaitingCard    { Node node; };
struct Confirming      { Node node; Card card; CardVerdict verdict; };
struct Flashing        { Node node; Card card; };
struct AwaitingRemoval { Node node; Card card; Result<FlashReport> outcome; };
struct Finished        {};
using BatchState = std::variant<AwaitingCard, Confirming, Flashing, AwaitingRemoval, Finished>;

struct CardInserted { Card card; CardVerdict verdict; }; ///< with a question, or it starts by itself
struct CardRemoved  { Card card; };
struct Confirmed    { Card card; }; ///< the operator's word, for this very card
struct Declined     { Card card; };
struct WorkDone     { Result<FlashReport> outcome; };
struct SkipNode     { Node node; };
using BatchEvent = std::variant<CardInserted, CardRemoved, Confirmed, Declined, WorkDone, SkipNode>;

/// Failed: given up (skipped) after a failure. As long as a node is asked for again it is Open.
enum class Outcome { Open, Verified, Failed, Skipped };

/// The nodes still to do and how each ended.
struct Plan
{
    QString cluster; ///< the id of the cluster that they are of
    struct Entry
    {
        Node node;
        Outcome outcome = Outcome::Open;
        QString message; ///< why the last try failed; empty: none did
    };
    QList<Entry> entries;

    /// The first open entry's node; null when all are done.
    const Node *nextOpen() const;
    int count(Outcome outcome) const;
};

/// The state after `event`; writes outcomes to `plan`. Pure: no I/O, no clock. Events that mean
/// nothing in a state leave it as it is. A failed node is asked for again when its card is out.
/// A card that is declined stays where it is: the node waits for another one. Skipping leaves the
/// node out that is asked for, or gives up the one whose card has just failed.
BatchState next(const BatchState &state, const BatchEvent &event, Plan &plan);

/// The node that a state is about; null when finished.
const Node *nodeOf(const BatchState &state);

/// The state to begin with.
BatchState start(const Plan &plan);

} // namespace coffer
