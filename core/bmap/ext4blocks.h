// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace coffer {

/// Consecutive bytes of an image.
struct ByteRange
{
    qint64 offset = 0;
    qint64 length = 0;
};

/// The blocks in use of the ext2, ext3 or ext4 file system that begins at `offset` of the image,
/// metadata included, by its own block bitmaps (libext2fs). All of `size`, the room of the file
/// system, where the bitmaps cannot be relied on: damaged, or a journal not yet replayed.
/// Nothing when there is no such file system. Blocks; never trusts what it reads.
std::optional<QList<ByteRange>> ext4Blocks(const QString &image, qint64 offset, qint64 size);

} // namespace coffer
