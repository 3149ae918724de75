// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bmap/ext4blocks.h"

namespace coffer {

/// What of a disk image of `size` bytes has to be on a card even where it is all zeros, as else a
/// used card's old data would show through there:
/// - the boot area, from byte 0 to the first partition; to its end when that partition begins
///   below 1 MiB and is small, as then it is the boot loader's room (cluster images);
/// - the first 256 KiB of each partition, where file systems and the like have their signatures;
/// - what ext4 has in use, in partitions or in an image without any.
/// In no order; may overlap. Blocks; never trusts what it reads.
QList<ByteRange> neededRanges(const QString &image, qint64 size);

} // namespace coffer
