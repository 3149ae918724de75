// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/partitiontable.h"

#include "core/boards/board.h"

#include <QtEndian>

#include <algorithm>

// The layout of a master boot record: UEFI specification, section 5.2.1 (legacy MBR).

namespace coffer {
namespace {

constexpr int diskIdAt = 440;
constexpr int tableAt = 446;
constexpr int entrySize = 16;
constexpr int signatureAt = 510;
constexpr qint64 mostSectors = qint64(1) << 32;

/// Two partitions with bytes in common; empty when there are none.
QString overlapIn(QList<Partition> partitions)
{
    std::sort(partitions.begin(), partitions.end(), [](const Partition &one, const Partition &other) { return one.start < other.start; });
    for (qsizetype i = 1; i < partitions.size(); ++i) {
        if (partitions[i - 1].start + partitions[i - 1].size > partitions[i].start)
            return tr("partitions %1 and %2 overlap").arg(partitions[i - 1].number).arg(partitions[i].number);
    }
    return {};
}

} // namespace

Result<QByteArray> formatMbr(const QList<Partition> &partitions, quint32 diskId)
{
    QByteArray sector(sectorSize, '\0');
    qToLittleEndian(diskId, sector.data() + diskIdAt);
    for (const Partition &partition : partitions) {
        const auto refuse = [&](const QString &what) {
            return fail(Errc::InvalidInput, tr("Partition %1 cannot be in a partition table: %2.").arg(partition.number).arg(what));
        };
        if (partition.number < 1 || partition.number > 4)
            return refuse(tr("the table has entries 1 to 4"));
        char *entry = sector.data() + tableAt + (partition.number - 1) * entrySize;
        if (entry[4] != 0)
            return refuse(tr("its number is taken"));
        if (partition.type == 0)
            return refuse(tr("it has no type"));
        if (partition.start % sectorSize != 0 || partition.size % sectorSize != 0 || partition.start < sectorSize || partition.size < sectorSize)
            return refuse(tr("its start and size are not whole sectors behind the table"));
        const qint64 first = partition.start / sectorSize;
        const qint64 count = partition.size / sectorSize;
        if (first >= mostSectors || count >= mostSectors || first + count > mostSectors)
            return refuse(tr("it passes 2 TiB"));
        // FE FF FF stands for a cylinder, head and sector that are past what these can tell.
        const char outside[] = {char(0xFE), char(0xFF), char(0xFF)};
        entry[0] = char(partition.bootable ? 0x80 : 0);
        std::copy(std::begin(outside), std::end(outside), entry + 1);
        entry[4] = char(partition.type);
        std::copy(std::begin(outside), std::end(outside), entry + 5);
        qToLittleEndian(quint32(first), entry + 8);
        qToLittleEndian(quint32(count), entry + 12);
    }
    if (const QString overlap = overlapIn(partitions); !overlap.isEmpty())
        return fail(Errc::InvalidInput, tr("This is no partition table: %1.").arg(overlap));
    sector[signatureAt] = char(0x55);
    sector[signatureAt + 1] = char(0xAA);
    return sector;
}

Result<QList<Partition>> parseMbr(const QByteArray &sector, qint64 diskSize)
{
    if (sector.size() < sectorSize || quint8(sector[signatureAt]) != 0x55 || quint8(sector[signatureAt + 1]) != 0xAA)
        return fail(Errc::InvalidInput, tr("There is no partition table."));
    QList<Partition> partitions;
    for (int number = 1; number <= 4; ++number) {
        const char *entry = sector.constData() + tableAt + (number - 1) * entrySize;
        Partition partition;
        partition.number = number;
        partition.type = quint8(entry[4]);
        partition.bootable = quint8(entry[0]) == 0x80;
        partition.start = qint64(qFromLittleEndian<quint32>(entry + 8)) * sectorSize;
        partition.size = qint64(qFromLittleEndian<quint32>(entry + 12)) * sectorSize;
        if (partition.type == 0 || partition.size == 0)
            continue;
        if (partition.start + partition.size > diskSize)
            return fail(Errc::InvalidInput, tr("The partition table is wrong: partition %1 passes the end.").arg(number));
        partitions.append(partition);
    }
    if (const QString overlap = overlapIn(partitions); !overlap.isEmpty())
        return fail(Errc::InvalidInput, tr("The partition table is wrong: %1.").arg(overlap));
    return partitions;
}

} // namespace coffer
