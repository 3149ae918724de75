// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bmap/partitions.h"

#include "core/base/files.h"

#include <QFile>

#include <blkid/blkid.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include <fcntl.h>

namespace coffer {
namespace {

constexpr qint64 sector = 512; ///< of libblkid, whatever the device
constexpr qint64 mebi = qint64(1) << 20;
constexpr qint64 maxGap = 16 * mebi; ///< before the first partition
constexpr qint64 maxBootPartition = 64 * mebi;
constexpr qint64 maxTableCopy = mebi; ///< 33 sectors, of up to 4 KiB, of a GPT with the usual 128 entries

struct FreeProbe { void operator()(blkid_probe probe) const { blkid_free_probe(probe); } };
using Probe = std::unique_ptr<struct blkid_struct_probe, FreeProbe>;

bool isGpt(blkid_partlist list)
{
    const blkid_parttable table = blkid_partlist_get_table(list);
    const char *type = table ? blkid_parttable_get_type(table) : nullptr;
    return type && std::strcmp(type, "gpt") == 0;
}

} // namespace

ByteRange ImagePartitions::bootArea() const
{
    if (all.isEmpty())
        return {};
    const ByteRange &first = all.first().bytes;
    const bool isBootLoadersRoom = first.offset < mebi && first.length <= maxBootPartition;
    return {0, isBootLoadersRoom ? first.end() : std::min(first.offset, maxGap)};
}

ByteRange ImagePartitions::tableCopy(qint64 imageSize) const
{
    if (!hasCopyAtEnd)
        return {};
    qint64 start = std::max(imageSize - maxTableCopy, qint64(0));
    for (const ImagePartition &partition : all)
        start = std::max(start, partition.bytes.end());
    return {start, imageSize - start};
}

ImagePartitions readPartitions(const QString &image, qint64 size)
{
    const Fd fd(::open(QFile::encodeName(image).constData(), O_RDONLY | O_CLOEXEC));
    const Probe probe(blkid_new_probe());
    if (!fd.isValid() || !probe || blkid_probe_set_device(probe.get(), fd.get(), 0, 0) != 0)
        return {};
    blkid_probe_enable_partitions(probe.get(), 1);
    const blkid_partlist list = blkid_probe_get_partitions(probe.get());
    if (!list)
        return {};
    ImagePartitions found;
    found.hasCopyAtEnd = isGpt(list);
    for (int i = 0; i < blkid_partlist_numof_partitions(list); ++i) {
        const blkid_partition partition = blkid_partlist_get_partition(list, i);
        const qint64 start = blkid_partition_get_start(partition);
        const qint64 length = blkid_partition_get_size(partition);
        if (start > 0 && length > 0 && start < size / sector)
            found.all.append({blkid_partition_get_partno(partition),
                              {start * sector, std::min(length, size / sector - start) * sector},
                              blkid_partition_is_extended(partition) != 0});
    }
    std::stable_sort(found.all.begin(), found.all.end(), [](const ImagePartition &a, const ImagePartition &b) {
        return a.bytes.offset < b.bytes.offset;
    });
    return found;
}

} // namespace coffer
