// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "core/image/partitiontable.h"

#include <QtEndian>

#include <algorithm>

using namespace coffer;

namespace {

bool isApart(const Partition &one, const Partition &other)
{
    return one.start + one.size <= other.start || other.start + other.size <= one.start;
}

void checkPartitions(const QList<Partition> &partitions, qint64 diskSize)
{
    int number = 0;
    for (const Partition &partition : partitions) {
        ALWAYS(partition.number > number && partition.number <= 4 && partition.type != 0);
        ALWAYS(partition.start >= 0 && partition.size > 0 && partition.start + partition.size <= diskSize);
        for (const Partition &other : partitions)
            ALWAYS(&other == &partition || isApart(partition, other));
        number = partition.number;
    }
}

/// Tables that others made may have partitions on the table itself, and such as pass 2 TiB.
bool isWritable(const Partition &partition)
{
    return partition.start > 0 && partition.start + partition.size <= qint64(2) << 40;
}

bool isSame(const Partition &one, const Partition &other)
{
    return one.number == other.number && one.type == other.type && one.bootable == other.bootable
           && one.start == other.start && one.size == other.size;
}

} // namespace

/// The input is the disk's size and then its first sector.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < sizeof(quint64))
        return 0;
    const qint64 diskSize = qFromLittleEndian<qint64>(data);
    const Result<QList<Partition>> parsed = parseMbr(inputBytes(data + sizeof(quint64), size - sizeof(quint64)), diskSize);
    if (!parsed) {
        ALWAYS(isRefusal(parsed.error()));
        return 0;
    }
    checkPartitions(*parsed, diskSize);
    const Result<QByteArray> sector = formatMbr(*parsed, 1);
    ALWAYS(sector.has_value() == std::all_of(parsed->begin(), parsed->end(), isWritable));
    if (!sector)
        return 0;
    const Result<QList<Partition>> again = parseMbr(*sector, diskSize);
    ALWAYS(again && std::equal(again->begin(), again->end(), parsed->begin(), parsed->end(), isSame));
    return 0;
}
