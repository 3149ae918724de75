// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bmap/ext4blocks.h"

#include "core/bmap/ext4filesystem.h"

namespace coffer {
namespace {

constexpr qsizetype mostRanges = 500'000; ///< 8 MiB of memory; a worn 64 GiB file system has a tenth of it

bool isAtRest(const ext2_super_block &super)
{
    const bool isClean = (super.s_state & EXT2_VALID_FS) && !(super.s_state & EXT2_ERROR_FS);
    const bool isKnown = (super.s_feature_ro_compat & ~quint32(EXT2_LIB_FEATURE_RO_COMPAT_SUPP)) == 0;
    return isClean && isKnown && !(super.s_feature_incompat & EXT3_FEATURE_INCOMPAT_RECOVER);
}

bool hasSoundGroups(ext2_filsys fs)
{
    for (dgrp_t group = 0; group < fs->group_desc_count; ++group) {
        if (!ext2fs_group_desc_csum_verify(fs, group))
            return false;
    }
    return ext2fs_check_desc(fs) == 0;
}

/// Consecutive blocks of one kind.
struct Run
{
    blk64_t first;
    blk64_t next; ///< the first behind it
};

/// The next run of used blocks in `first`…`last`. A bit stands for a cluster of blocks (bigalloc), but is asked for by
/// its block's number.
std::optional<Run> usedRun(ext2_filsys fs, blk64_t first, blk64_t last)
{
    Run run = {first, last + 1};
    if (first > last || ext2fs_find_first_set_block_bitmap2(fs->block_map, first, last, &run.first) != 0)
        return std::nullopt;
    run.first = std::max(run.first, first);
    if (ext2fs_find_first_zero_block_bitmap2(fs->block_map, run.first, last, &run.next) != 0)
        run.next = last + 1;
    return run;
}

/// Without metadata_csum the bitmaps have no checksum, and the counts are what tells of damage.
bool agreesWithCount(ext2_filsys fs, dgrp_t group)
{
    const blk64_t first = ext2fs_group_first_block2(fs, group);
    const blk64_t last = ext2fs_group_last_block2(fs, group);
    blk64_t used = 0;
    for (std::optional<Run> run = usedRun(fs, first, last); run; run = usedRun(fs, run->next, last))
        used += EXT2FS_NUM_B2C(fs, run->next - run->first);
    return EXT2FS_NUM_B2C(fs, last - first + 1) - used == ext2fs_bg_free_blocks_count(fs, group);
}

bool hasReliableBitmap(ext2_filsys fs)
{
    if (!isAtRest(*fs->super) || !hasSoundGroups(fs) || ext2fs_read_block_bitmap(fs) != 0)
        return false;
    for (dgrp_t group = 0; group < fs->group_desc_count; ++group) {
        if (!agreesWithCount(fs, group))
            return false;
    }
    return true;
}

} // namespace

std::optional<Ext4Use> ext4Blocks(const QString &image, const ByteRange &place)
{
    if (!looksLikeExt4(image, place))
        return std::nullopt;
    const Ext4Use unknown = {{place}, {}};
    const Ext4 fs = openExt4(image, place);
    if (!fs || !hasReliableBitmap(fs.get()))
        return unknown;

    Ext4Use use;
    const auto bytes = [&](blk64_t first, blk64_t next) {
        return ByteRange{place.offset + qint64(first) * fs->blocksize, qint64(next - first) * fs->blocksize};
    };
    const blk64_t last = ext2fs_blocks_count(fs->super) - 1;
    blk64_t next = fs->super->s_first_data_block;
    for (std::optional<Run> run = usedRun(fs.get(), next, last); run; run = usedRun(fs.get(), next, last)) {
        if (run->first > next)
            use.free.append(bytes(next, run->first));
        use.used.append(bytes(run->first, run->next));
        if (use.used.size() > mostRanges)
            return unknown;
        next = run->next;
    }
    if (next <= last)
        use.free.append(bytes(next, last + 1));
    return use;
}

} // namespace coffer
