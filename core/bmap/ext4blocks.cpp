// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bmap/ext4blocks.h"

#include <QFile>

#include <ext2fs/ext2fs.h>

#include <memory>

namespace coffer {
namespace {

struct CloseFileSystem { void operator()(ext2_filsys fs) const { ext2fs_free(fs); } };
using FileSystem = std::unique_ptr<struct_ext2_filsys, CloseFileSystem>;

errcode_t open(const QString &image, qint64 offset, FileSystem &fs)
{
    const QByteArray options = "offset=" + QByteArray::number(offset);
    ext2_filsys opened = nullptr;
    const errcode_t result = ext2fs_open2(QFile::encodeName(image).constData(), options.constData(),
                                          EXT2_FLAG_64BITS | EXT2_FLAG_SOFTSUPP_FEATURES, 0, 0,
                                          unix_io_manager, &opened);
    fs.reset(result == 0 ? opened : nullptr);
    return result;
}

bool hasSoundGroups(ext2_filsys fs)
{
    for (dgrp_t group = 0; group < fs->group_desc_count; ++group) {
        if (!ext2fs_group_desc_csum_verify(fs, group))
            return false;
    }
    return ext2fs_check_desc(fs) == 0;
}

bool hasReliableBitmaps(ext2_filsys fs, qint64 size)
{
    const bool fits = ext2fs_blocks_count(fs->super) <= blk64_t(size) / fs->blocksize;
    return fits && !ext2fs_has_feature_journal_needs_recovery(fs->super) && hasSoundGroups(fs)
           && ext2fs_read_block_bitmap(fs) == 0;
}

} // namespace

std::optional<QList<ByteRange>> ext4Blocks(const QString &image, qint64 offset, qint64 size)
{
    FileSystem fs;
    const errcode_t opened = open(image, offset, fs);
    if (opened == EXT2_ET_BAD_MAGIC || opened == EXT2_ET_SHORT_READ)
        return std::nullopt;
    if (opened != 0 || !hasReliableBitmaps(fs.get(), size))
        return QList<ByteRange>{{offset, size}};

    // A bit stands for a cluster of blocks (bigalloc), but is asked for by its block's number.
    QList<ByteRange> ranges;
    const blk64_t end = ext2fs_blocks_count(fs->super) - 1;
    blk64_t first = fs->super->s_first_data_block;
    while (first <= end && ext2fs_find_first_set_block_bitmap2(fs->block_map, first, end, &first) == 0) {
        blk64_t next = end + 1;
        if (ext2fs_find_first_zero_block_bitmap2(fs->block_map, first, end, &next) != 0)
            next = end + 1;
        ranges.append({offset + qint64(first) * fs->blocksize, qint64(next - first) * fs->blocksize});
        first = next;
    }
    return ranges;
}

} // namespace coffer
