// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bmap/ext4owners.h"

#include <algorithm>
#include <memory>
#include <optional>

namespace coffer {
namespace {

struct CloseScan { void operator()(ext2_inode_scan scan) const { ext2fs_close_inode_scan(scan); } };
using Scan = std::unique_ptr<ext2_struct_inode_scan, CloseScan>;

/// The blocks of one inode that are among the wanted ones.
struct Search
{
    blk64_t first;
    blk64_t last;
    Steps &steps;
    std::optional<blk64_t> found; ///< the first of them
    blk64_t count = 0;

    void look(blk64_t block)
    {
        if (block < first || block > last)
            return;
        found = std::min(found.value_or(block), block);
        ++count;
    }
};

int lookAt(ext2_filsys, blk64_t *block, e2_blkcnt_t, blk64_t, int, void *data)
{
    Search &search = *static_cast<Search *>(data);
    if (!search.steps.take())
        return BLOCK_ABORT;
    search.look(*block);
    return 0;
}

/// Whether it is a file that people know, and not one in which the file system keeps things of its own.
bool isVisible(ext2_filsys fs, ext2_ino_t inode, const ext2_inode &contents)
{
    return inode == EXT2_ROOT_INO || (inode >= EXT2_FIRST_INODE(fs->super) && !(contents.i_flags & EXT4_EA_INODE_FL)
                                      && inode != fs->super->s_orphan_file_inum && inode != fs->super->s_prj_quota_inum);
}

void searchInode(ext2_filsys fs, ext2_ino_t inode, ext2_inode &contents, Search &search)
{
    if (const blk64_t attributes = ext2fs_file_acl_block(fs, &contents); attributes != 0)
        search.look(attributes);
    if (ext2fs_inode_has_valid_blocks2(fs, &contents))
        ext2fs_block_iterate3(fs, inode, BLOCK_FLAG_READ_ONLY, nullptr, lookAt, &search);
}

/// How many of the blocks are in use; nothing when the file system cannot tell.
std::optional<blk64_t> usedBlocks(ext2_filsys fs, blk64_t first, blk64_t last)
{
    if (ext2fs_read_block_bitmap(fs) != 0)
        return std::nullopt;
    blk64_t used = 0;
    for (blk64_t block = first; block <= last; ++block)
        used += ext2fs_test_block_bitmap2(fs->block_map, block) ? 1 : 0;
    return used;
}

} // namespace

Ext4Owners ext4Owners(ext2_filsys fs, blk64_t first, blk64_t last, Steps &steps)
{
    Ext4Owners owners;
    first = std::max(first, blk64_t(fs->super->s_first_data_block));
    last = std::min(last, ext2fs_blocks_count(fs->super) - 1);
    if (first > last)
        return owners;
    if (!fs->badblocks) // else the scan reads that list from the file system, without bound
        ext2fs_badblocks_list_create(&fs->badblocks, 0);
    ext2_inode_scan opened = nullptr;
    if (ext2fs_open_inode_scan(fs, 0, &opened) != 0)
        return owners;
    const Scan scan(opened);
    blk64_t owned = 0;
    while (steps.take()) {
        ext2_ino_t inode = 0;
        ext2_inode contents = {};
        const errcode_t got = ext2fs_get_next_inode(scan.get(), &inode, &contents);
        const bool isSkipped = got == EXT2_ET_BAD_BLOCK_IN_INODE_TABLE || got == EXT2_ET_INODE_CSUM_INVALID;
        if ((got != 0 && !isSkipped) || (got == 0 && inode == 0))
            break;
        if (isSkipped || (contents.i_links_count == 0 && inode >= EXT2_FIRST_INODE(fs->super)))
            continue;
        if (LINUX_S_ISDIR(contents.i_mode))
            owners.directories.append(inode);
        Search search = {first, last, steps, std::nullopt};
        searchInode(fs, inode, contents, search);
        if (!search.found)
            continue;
        if (isVisible(fs, inode, contents)) {
            owners.files.append({inode, *search.found});
            owned += search.count;
        } else if (inode == fs->super->s_journal_inum) {
            owners.hasJournal = true;
            owned += search.count;
        } else {
            owners.hasTables = true;
        }
    }
    if (const std::optional<blk64_t> used = usedBlocks(fs, first, last)) {
        // A file has whole clusters, but not always all of their blocks.
        const bool isExact = EXT2FS_CLUSTER_RATIO(fs) == 1 || owners.files.isEmpty();
        owners.hasTables = owners.hasTables || (isExact && *used > owned);
        owners.hasFree = *used < last - first + 1;
    }
    std::stable_sort(owners.files.begin(), owners.files.end(),
                     [](const Ext4Owners::File &a, const Ext4Owners::File &b) { return a.first < b.first; });
    return owners;
}

} // namespace coffer
