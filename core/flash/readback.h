// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/bodywriter.h"
#include "core/flash/readplaces.h"

namespace coffer {

/// Reads back what was written to a card and mends what is wrong. One card's, on its thread.
class ReadBack
{
public:
    ReadBack(const ImageSource &image, BlockTarget &card, CardIo &io, const Feeder &feeder, const FlashOptions &options,
             Progress &progress, FlashReport &report);

    /// Afterwards all of `written` is on the medium and right. Blocks. Errors: ChecksumMismatch when it is not even after
    /// it was written again; the card's, Cancelled.
    Status verify(const Unverified &written);

private:
    Status check(const Unverified &places, bool isFirstTime);
    Status judge(const ReadPlace &place, const Unverified::Run *run, bool isFirstTime);
    Status mend(int round);
    Status mendStretch(const ImagePiece &piece);
    Result<Differences> compare(const ImagePiece &piece, const std::shared_ptr<AlignedBuffer> &found);
    tl::unexpected<Error> giveUp();

    const ImageSource &m_image;
    BlockTarget &m_card;
    CardIo &m_io;
    const Feeder &m_feeder;
    const FlashOptions &m_options;
    Progress &m_progress;
    FlashReport &m_report;
    QList<bool> m_bad; ///< by stretch: what came back wrong last
    qsizetype m_badCount = 0;
};

} // namespace coffer
