// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchrunner.h"

#include <atomic>
#include <mutex>

namespace coffer {

// What a batch's jobs do with one card. All of it blocks.

/// Lets those threads go first that draw and answer: this one, and all that it starts, is a little less urgent from now on. Where
/// there is time for all nothing is slower. Does nothing the second time.
void standBack();

/// Who tells how the writing of a card ends, so that it is told and recorded once: its job, or the batch when the card was
/// pulled and the job may take long to notice. May be used from any thread.
class Ending
{
public:
    /// True for the first that asks: it has to tell.
    bool claim() { return !m_isClaimed.exchange(true); }
    /// Records how far the writing has come. Errors: Cancelled (its end was told meanwhile), those of Journal::record().
    Status record(const Journal &journal, const JournalStep &step);
    /// Records the end, behind all else.
    Status recordEnd(const Journal &journal, const JournalStep &end);

private:
    std::atomic<bool> m_isClaimed = false;
    std::mutex m_order;
};

/// What became of one card.
struct WrittenCard
{
    Result<FlashReport> outcome;
    CardMarker marker;      ///< without an image's id when there was no image
    Status recorded = ok(); ///< whether the journal has it
};

/// What is on the card, and whether it may be written for the job's node without asking, as the plan stands; knows of the card's
/// past. Errors: those of the journal.
Result<CardVerdict> judgeCardIn(CardSource &source, const Checking &job, const ImageForNode &imageFor, const Plan &plan, bool alwaysAsk,
                                const Journal &journal, Progress &progress);

/// Writes the node's image to the card, with the marker, and reads it back; on record before, in between and after. Ended by a
/// cancel, its end is not.
WrittenCard writeCard(CardSource &source, const Flashing &job, const ImageForNode &imageFor, CardMarker marker, const FlashOptions &options,
                      const Journal &journal, Ending &ending, Progress &progress);

/// Whether this is told of a card that is read back.
bool isOfReadingBack(const ProgressEvent &event);

/// The journal's steps of a card's writing.
JournalStep beginOf(const Flashing &job, const CardMarker &marker);
JournalStep readBackOf(const Flashing &job);
JournalStep endOf(const Flashing &job, const Result<FlashReport> &outcome, const CardMarker &marker);

} // namespace coffer
