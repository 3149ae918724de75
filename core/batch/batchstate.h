// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/startrule.h"
#include "core/boards/cluster.h"
#include "core/cards/card.h"
#include "core/flash/flash.h"

#include <QList>
#include <QMap>

#include <variant>

namespace coffer {

// States: what the batch is doing. Events: what happened. Both faces draw the one and send the other.

/// Verified: written to its end, and read back where that is not turned off. Failed: given up (skipped) after a failure. As long as a node is asked for again it is Open.
enum class Outcome { Open, Verified, Failed, Skipped };

/// The nodes to do and how each ended.
struct Plan
{
    QString cluster; ///< the id of the cluster that they are of
    struct Entry
    {
        Node node;
        Outcome outcome = Outcome::Open;
        QString message = {};  ///< why the last try failed; empty: none did
        bool isLater = false;  ///< open, but skipped once: its turn comes when all others had theirs
        int tries = 0;         ///< how often a card was begun for it
        bool isRedone = false; ///< open, but verified: picked again, and no card was begun for it since
        bool isUnread = false; ///< its card was written to its end, but not read back
        bool operator==(const Entry &other) const
        {
            return node.name == other.node.name && outcome == other.outcome && message == other.message && isLater == other.isLater
                   && tries == other.tries && isRedone == other.isRedone && isUnread == other.isUnread;
        }
    };
    QList<Entry> entries;

    /// The first open entry's node, those skipped once after all others; null when all are done.
    const Node *nextOpen() const;
    const Entry *find(const QString &node) const; ///< null: it has none
    int count(Outcome outcome) const;
    int countUnread() const; ///< of the verified ones those that were not read back
};

/// What a card's image is being done with.
enum class FlashPhase { Preparing, Writing, Verifying };

// How a slot with a card in it stands. Each goes its own way.
struct Checking        { Node node; Card card; };                       ///< what is on it is being found out
struct Confirming      { Node node; Card card; CardVerdict verdict; };  ///< the operator is asked
struct Flashing        { Node node; Card card; FlashPhase phase = FlashPhase::Preparing; };
struct AwaitingRemoval { Node node; Card card; Result<FlashReport> outcome; };
struct LeftAlone       { Card card; bool isDeclined = false; };         ///< declined, or no node needs it now
using SlotState = std::variant<Checking, Confirming, Flashing, AwaitingRemoval, LeftAlone>;

struct BatchState
{
    Plan plan;
    QMap<QString, SlotState> slots; ///< by Card::byId; a slot without a card has none
    int emptySlots = 0;               ///< slots that a card could be put into, as far as that is known
    QString chosen;                   ///< the node that the operator wants next; empty: as the plan goes
};

struct CardInserted { Card card; };
struct CardChecked  { Card card; CardVerdict verdict; }; ///< with a question, or it starts by itself
struct CardRemoved  { Card card; };
struct Confirmed    { Card card; }; ///< the operator's word, for this very card
struct Declined     { Card card; };
struct PhaseReached { Card card; FlashPhase phase; };
struct WorkDone     { Card card; Result<FlashReport> outcome; };
struct TryAgain     { Card card; };  ///< the same card, after it failed
struct SkipNode     { QString node; };
/// The operator wants this node's card to be the next, also when it had one already, or was given up.
struct PickNode     { QString node; };
struct SlotsCounted { int empty; };
using BatchEvent = std::variant<CardInserted, CardChecked, CardRemoved, Confirmed, Declined, PhaseReached, WorkDone, TryAgain,
                                SkipNode, PickNode, SlotsCounted>;

/// The state after `event`. Pure: no I/O, no clock. Events that mean nothing in a state leave it as it is.
/// - A card that comes in is for the chosen node, or the next open one that no other slot works for; without such a
///   node it is left alone until there is one.
/// - A failed node is open again at once: for the same card (TryAgain), or the next that comes in.
/// - Skipping puts a node behind all others; skipping it once more gives it up, as Failed after a failure, else Skipped. One
///   that was verified before it was picked is so again.
///   A card that was asked about for it is asked about for the next.
/// - Picking a node while a card is asked about asks about it for that node.
BatchState next(BatchState state, const BatchEvent &event);

/// The state to begin with.
BatchState start(Plan plan);

/// The node whose card is wanted next: open, and no slot works for it; null when there is none.
const Node *nextFree(const BatchState &state);

/// Whether every node is done and no card is worked on or waits to be taken out.
bool isFinished(const BatchState &state);

/// The slot state of the card that is in work, asked about or waits for this node; null when there is none.
const SlotState *slotFor(const BatchState &state, const QString &node);

const Card &cardOf(const SlotState &slot);
/// The node a slot is about; null when it is left alone.
const Node *nodeOf(const SlotState &slot);

} // namespace coffer
