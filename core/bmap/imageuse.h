// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bmap/byterange.h"

#include <QList>
#include <QString>

namespace coffer {

/// What a card needs of a disk image, as far as the image itself tells. Of bytes in neither list only looking at them
/// tells: they are needed unless they are zeros.
struct ImageUse
{
    /// To be on a card even where it is all zeros, as else a used card's old data would show through there. In no
    /// order; may overlap.
    QList<ByteRange> needed;
    /// Never looked at by anything that uses the card, whatever the bytes are: remains of deleted files, which may be
    /// secrets. In no order; where it overlaps with `needed`, that holds.
    QList<ByteRange> free;
};

/// Looks into a disk image of `size` bytes. Needed are:
/// - the boot area (ImagePartitions::bootArea), and a GPT's copy at the image's end;
/// - the first 256 KiB of each partition, where file systems and the like have their signatures;
/// - what ext4 has in use, in partitions or in an image without any.
/// Free is what a sound ext4 has not in use, unless other partitions lie over it.
/// Blocks; never trusts what it reads.
ImageUse imageUse(const QString &image, qint64 size);

} // namespace coffer
