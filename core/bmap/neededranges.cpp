// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bmap/neededranges.h"

#include "core/base/files.h"

#include <QFile>

#include <blkid/blkid.h>

#include <algorithm>
#include <memory>

#include <fcntl.h>

namespace coffer {
namespace {

constexpr qint64 sector = 512; ///< of libblkid, whatever the device
constexpr qint64 mebi = qint64(1) << 20;
constexpr qint64 signatureBytes = 256 * 1024; ///< ext 1 KiB, swap 4 KiB, btrfs 64 KiB, ZFS to 256 KiB
constexpr qint64 maxGap = 16 * mebi;          ///< before the first partition
constexpr qint64 maxBootPartition = 64 * mebi;

struct FreeProbe { void operator()(blkid_probe probe) const { blkid_free_probe(probe); } };
using Probe = std::unique_ptr<struct blkid_struct_probe, FreeProbe>;

/// Partitions of any kind of table, in the order of their place, cut to the image.
QList<ByteRange> partitions(const QString &image, qint64 size)
{
    const Fd fd(::open(QFile::encodeName(image).constData(), O_RDONLY | O_CLOEXEC));
    const Probe probe(blkid_new_probe());
    if (!fd.isValid() || !probe || blkid_probe_set_device(probe.get(), fd.get(), 0, 0) != 0)
        return {};
    blkid_probe_enable_partitions(probe.get(), 1);
    const blkid_partlist list = blkid_probe_get_partitions(probe.get());
    QList<ByteRange> found;
    for (int i = 0; list && i < blkid_partlist_numof_partitions(list); ++i) {
        const blkid_partition partition = blkid_partlist_get_partition(list, i);
        const qint64 start = blkid_partition_get_start(partition);
        const qint64 length = blkid_partition_get_size(partition);
        if (start > 0 && length > 0 && start < size / sector)
            found.append({start * sector, std::min(length, size / sector - start) * sector});
    }
    std::sort(found.begin(), found.end(), [](const ByteRange &a, const ByteRange &b) { return a.offset < b.offset; });
    return found;
}

ByteRange bootArea(const ByteRange &firstPartition)
{
    const bool isBootLoadersRoom = firstPartition.offset < mebi && firstPartition.length <= maxBootPartition;
    if (isBootLoadersRoom)
        return {0, firstPartition.offset + firstPartition.length};
    return {0, std::min(firstPartition.offset, maxGap)};
}

} // namespace

QList<ByteRange> neededRanges(const QString &image, qint64 size)
{
    const QList<ByteRange> parts = partitions(image, size);
    if (parts.isEmpty())
        return ext4Blocks(image, 0, size).value_or(QList<ByteRange>());

    QList<ByteRange> needed = {bootArea(parts.first())};
    for (const ByteRange &part : parts) {
        needed.append({part.offset, std::min(part.length, signatureBytes)});
        needed += ext4Blocks(image, part.offset, part.length).value_or(QList<ByteRange>());
    }
    return needed;
}

} // namespace coffer
