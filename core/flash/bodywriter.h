// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/cardends.h"
#include "core/flash/feeder.h"
#include "core/flash/flash.h"
#include "core/flash/skippolicy.h"

#include <deque>
#include <vector>

namespace coffer {

/// What was written to a card and has to be read back: whole stretches, and single runs of others.
struct Unverified
{
    struct Run
    {
        qsizetype stretch; ///< index
        Extent place;
        Digest digest;
    };
    QList<bool> stretches; ///< by index: whether to be verified as a whole
    QList<Run> runs;       ///< in no order
};

/// Brings all of a card but its first MiB up to what the image says, several stretches at a time. One card's, on its
/// thread.
class BodyWriter
{
public:
    BodyWriter(const ImageSource &image, BlockTarget &card, CardIo &io, CardEnds &ends, Feeder &feeder, Tap &tap,
               const FlashOptions &options, Progress &progress, FlashReport &report);

    /// Afterwards all has been given to the card, nothing is flushed yet. Blocks. Errors: the card's, the image's,
    /// Cancelled.
    Status write();
    const Unverified &unverified() const { return m_unverified; }

private:
    /// A stretch on its way. Where it is compared, the card's MiB is read; what differs is written from there. Else it is
    /// written from the image's piece.
    struct Slot
    {
        Stretch stretch;
        bool compares = false;
        bool isForced = false; ///< to be compared because its blocks are not all its own
        Extents extents;       ///< what is read
        std::shared_ptr<AlignedBuffer> found;
        int reading = 0;       ///< requests under way
        Status readStatus;
        bool isKnownToDiffer = false; ///< by its digest
        bool isAnnounced = false;     ///< whether the feeder knows if the piece is wanted
        std::shared_ptr<const ImagePiece> piece;
        Extents runs; ///< to write
        qsizetype nextRun = 0;
        bool isSettled = false; ///< `runs` is known
        int writing = 0;
        Status writeStatus;
    };

    bool mayBegin() const;
    bool begin(const Stretch &stretch);
    void startReading(Slot &slot);
    bool takePieces();
    Status settle(Slot &slot);
    Status settleCompared(Slot &slot);
    void settleEqual(Slot &slot);
    void rememberRuns(Slot &slot);
    Result<bool> writeRuns(Slot &slot);
    bool announce();
    Result<bool> finishSlots();
    Status beginWriting();
    void estimate();
    Costs costs() const;
    int comparing() const;
    std::shared_ptr<AlignedBuffer> buffer();

    const ImageSource &m_image;
    BlockTarget &m_card;
    CardIo &m_io;
    CardEnds &m_ends;
    Feeder &m_feeder;
    Tap &m_tap;
    const FlashOptions &m_options;
    Progress &m_progress;
    FlashReport &m_report;
    SkipPolicy m_policy;
    Unverified m_unverified;
    std::deque<Slot> m_slots; ///< ascending; elements stay where they are
    std::vector<std::shared_ptr<AlignedBuffer>> m_buffers;
    MebibyteSource m_memory;
    qint64 m_bytesLeft;       ///< mapped, not settled yet
    qint64 m_bytesToVerify = 0;
};

} // namespace coffer
