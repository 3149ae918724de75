// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/differences.h"
#include "core/flash/flash.h"

namespace coffer {

/// A card's first MiB, where the boot ROM and everyone else look first, and its last, where GPT has its second copy. As
/// long as the card is in work both hold no signature but the image's; the first is written when all else is on the card.
class CardEnds
{
public:
    CardEnds(const ImageSource &image, BlockTarget &card, CardIo &io);

    /// Looks at what is there. Blocks, as all that follow. Errors: the card's.
    Status look();
    /// Whether old bytes stand in the last MiB where the image has none.
    bool hasOldTail() const { return m_hasOldTail; }
    /// Makes both ends zeros (what is mapped in the last MiB stays): the partition table's block before all others, then
    /// the boot ROM's, a flush after each, as whatever lacks other blocks must not look complete. The rest is not flushed.
    Status wipe();
    bool isWiped() const { return m_isWiped; }

    /// Takes the image's first MiB; what is not mapped in it will be zeros.
    void setFirst(const ImagePiece &piece);
    /// Puts the marker into the first MiB, unless the image has something of its own in that place.
    void sign(const CardMarker &marker);
    /// Whether the card has the first MiB already.
    bool isFirstThere() const;
    /// Writes the first MiB so that its parts come in this order, a flush after each: all but the blocks with which the
    /// boot ROM and the partition table begin, the boot ROM's, the partition table's. When asked to verify, compares it
    /// with what then is on the card, and writes it again where that is wrong. Wipes it when it fails.
    Status finish(const FlashOptions &options, Progress &progress, FlashReport &report);

private:
    Status writeInOrder(qint64 &written);
    Result<Differences> compareFirst();
    tl::unexpected<Error> keepsWrong(const Differences &wrong, int tries) const;
    void takeBack();
    Status writeFlushed(qint64 offset, const std::shared_ptr<AlignedBuffer> &blocks);

    const ImageSource &m_image;
    BlockTarget &m_card;
    CardIo &m_io;
    std::shared_ptr<AlignedBuffer> m_first;
    std::shared_ptr<AlignedBuffer> m_firstFound;
    std::shared_ptr<AlignedBuffer> m_tail; ///< null on a card that has no MiB besides the first
    qint64 m_tailOffset = 0;
    bool m_isFirstReadable = false;
    bool m_hasOldTail = false;
    bool m_isWiped = false;
};

} // namespace coffer
