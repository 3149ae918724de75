// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bmap/imageuse.h"

#include "core/bmap/ext4blocks.h"
#include "core/bmap/partitions.h"

#include <algorithm>

namespace coffer {
namespace {

constexpr qint64 signatureBytes = 256 * 1024; ///< ext 1 KiB, swap 4 KiB, btrfs 64 KiB, ZFS to 256 KiB

/// Adds what a file system in these bytes tells; nothing when it is of another kind than ext4.
void addFileSystem(const QString &image, const ByteRange &place, bool isAlone, ImageUse &use)
{
    const std::optional<Ext4Use> blocks = ext4Blocks(image, place);
    if (!blocks)
        return;
    use.needed += blocks->used;
    if (isAlone)
        use.free += blocks->free;
}

bool isAlone(const ImagePartition &partition, const ImagePartitions &partitions)
{
    return !partition.isContainer && std::none_of(partitions.all.begin(), partitions.all.end(), [&](const ImagePartition &other) {
        return &other != &partition && !other.isContainer && other.bytes.overlaps(partition.bytes);
    });
}

} // namespace

ImageUse imageUse(const QString &image, qint64 size)
{
    const ImagePartitions partitions = readPartitions(image, size);
    ImageUse use;
    if (partitions.all.isEmpty()) {
        addFileSystem(image, {0, size}, true, use);
        if (!use.needed.isEmpty())
            use.needed.append({0, std::min(size, signatureBytes)});
        return use;
    }
    use.needed = {partitions.bootArea(), partitions.tableCopy(size)};
    for (const ImagePartition &partition : partitions.all) {
        use.needed.append({partition.bytes.offset, std::min(partition.bytes.length, signatureBytes)});
        addFileSystem(image, partition.bytes, isAlone(partition, partitions), use);
    }
    return use;
}

} // namespace coffer
