// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bmap/byterange.h"

#include <QList>
#include <QString>

#include <optional>

namespace coffer {

/// What an ext2, ext3 or ext4 file system says of its blocks; ascending. What is in neither list is outside of it.
struct Ext4Use
{
    QList<ByteRange> used; ///< metadata included
    QList<ByteRange> free; ///< holds nothing, whatever the bytes are
};

/// The use of the blocks of the file system in these bytes of the image, by its own block bitmaps (libext2fs). All of
/// `place` is used where the bitmaps cannot be relied on: they or their groups' descriptions are damaged, do not agree
/// with the counts of free blocks, or are so scattered as to cost memory without bound; the file system was not
/// unmounted cleanly (a journal not yet replayed), has errors noted, or features that libext2fs does not know.
/// Nothing when there is no such file system. Blocks; never trusts what it reads.
std::optional<Ext4Use> ext4Blocks(const QString &image, const ByteRange &place);

} // namespace coffer
