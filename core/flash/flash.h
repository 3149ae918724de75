// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/bmap/bmap.h"
#include "core/flash/blocktarget.h"

class QIODevice;

namespace coffer {

struct FlashReport
{
    qint64 bytesWritten = 0;
    qint64 bytesVerified = 0;
    double secondsWriting = 0;
    double secondsVerifying = 0;
};

/// Writes the mapped ranges of `image` to `card`: old signatures away (the card's first and last
/// MiB become zeros), then all but the first MiB, a flush, the first MiB, a flush. Checks each
/// range's checksum on the way. Reading with hashing, and writing overlap. `image` is at its start
/// and is read forwards only. Memory: 10 MiB. Phases: "write", "flush". Blocks.
/// Errors: CardTooSmall or InvalidInput (image of another size than the map tells), known before
/// anything is written; ChecksumMismatch, InvalidInput, CardGone, NoSpace, Failed, Cancelled: the
/// card then does not boot and is not taken for a finished one.
Result<FlashReport> writeImage(QIODevice &image, const Bmap &map, BlockTarget &card, Progress &progress);

/// Reads the mapped ranges back from the medium and compares them with the map's checksums (with
/// the image where the map lacks some; else `image` is not read). Phase: "verify". Blocks.
/// Errors: ChecksumMismatch with the byte range, CardTooSmall, CardGone, Failed, Cancelled.
Result<FlashReport> verifyImage(QIODevice &image, const Bmap &map, BlockTarget &card, Progress &progress);

} // namespace coffer
