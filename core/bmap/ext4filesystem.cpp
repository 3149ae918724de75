// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bmap/ext4filesystem.h"

#include "core/base/files.h"

#include <QFile>
#include <QtEndian>

#include <cstddef>
#include <optional>

#include <fcntl.h>
#include <unistd.h>

namespace coffer {
namespace {

constexpr quint32 fewestBlocksInGroup = 256; ///< of those that mke2fs makes

std::optional<ext2_super_block> superblock(const QString &image, const ByteRange &place)
{
    ext2_super_block super = {};
    const Fd fd(::open(QFile::encodeName(image).constData(), O_RDONLY | O_CLOEXEC));
    if (place.length < SUPERBLOCK_OFFSET + SUPERBLOCK_SIZE || !fd.isValid()
        || ::pread(fd.get(), &super, SUPERBLOCK_SIZE, place.offset + SUPERBLOCK_OFFSET) != SUPERBLOCK_SIZE
        || qFromLittleEndian(super.s_magic) != EXT2_SUPER_MAGIC)
        return std::nullopt;
    return super;
}

/// The first block is that of the superblock (Linux: Documentation/filesystems/ext4, "Super Block"), and groups are whole
/// bytes of a bitmap. libext2fs writes behind its bitmap where a superblock says otherwise.
bool hasUsualGroups(const ext2_super_block &super)
{
    const bool hasClusters = (qFromLittleEndian(super.s_feature_ro_compat) & EXT4_FEATURE_RO_COMPAT_BIGALLOC) != 0;
    const quint32 first = super.s_log_block_size == 0 && !hasClusters ? 1 : 0;
    return qFromLittleEndian(super.s_first_data_block) == first && qFromLittleEndian(super.s_blocks_per_group) % 8 == 0
           && qFromLittleEndian(super.s_clusters_per_group) % 8 == 0;
}

bool fits(const ext2_super_block &super, qint64 size)
{
    const quint32 shift = qFromLittleEndian(super.s_log_block_size);
    if (shift > EXT2_MAX_BLOCK_LOG_SIZE - EXT2_MIN_BLOCK_LOG_SIZE)
        return false;
    const quint64 room = quint64(size) >> (EXT2_MIN_BLOCK_LOG_SIZE + shift);
    const bool isWide = (qFromLittleEndian(super.s_feature_incompat) & EXT4_FEATURE_INCOMPAT_64BIT) != 0;
    const quint64 blocks = qFromLittleEndian(super.s_blocks_count)
                           | (isWide ? quint64(qFromLittleEndian(super.s_blocks_count_hi)) << 32 : 0);
    // Each inode takes at least 128 bytes.
    return blocks <= room && qFromLittleEndian(super.s_inodes_count) <= quint64(size) / EXT2_GOOD_OLD_INODE_SIZE
           && qFromLittleEndian(super.s_blocks_per_group) >= fewestBlocksInGroup;
}

} // namespace

bool looksLikeExt4(const QString &image, const ByteRange &place)
{
    return superblock(image, place).has_value();
}

Ext4 openExt4(const QString &image, const ByteRange &place)
{
    const std::optional<ext2_super_block> super = superblock(image, place);
    if (!super || !fits(*super, place.length) || !hasUsualGroups(*super))
        return {};
    const QByteArray options = "offset=" + QByteArray::number(place.offset);
    ext2_filsys opened = nullptr;
    const errcode_t result = ext2fs_open2(QFile::encodeName(image).constData(), options.constData(),
                                          EXT2_FLAG_64BITS | EXT2_FLAG_SOFTSUPP_FEATURES, 0, 0,
                                          unix_io_manager, &opened);
    Ext4 fs(result == 0 ? opened : nullptr);
    if (fs)
        fs->default_bitmap_type = EXT2FS_BMAP64_BITARRAY; // a bit a block, however scattered
    return fs;
}

} // namespace coffer
