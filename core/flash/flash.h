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

/// Writes the mapped ranges of `image` to `card`: old signatures away, then all but the first
/// MiB, a flush, the first MiB, a flush. Checks each range's SHA-256 on the way. Reading, hashing
/// and writing overlap. `image` is read forwards only. Phases: "write", "flush". Blocks.
/// After any Error the card does not boot and is not taken for a finished one.
Result<FlashReport> writeImage(QIODevice &image, const Bmap &map, BlockTarget &card, Progress &progress);

/// Reads the mapped ranges back from the medium and compares them with the map's checksums (with
/// the image where the map has none). Phase: "verify". Errors: ChecksumMismatch with the byte range.
Result<FlashReport> verifyImage(QIODevice &image, const Bmap &map, BlockTarget &card, Progress &progress);

} // namespace coffer
