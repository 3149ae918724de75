// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/strangecard.h"

#include "core/base/alignedbuffer.h"
#include "core/base/format.h"

#include <QtEndian>

#include <algorithm>

namespace coffer {
namespace {

constexpr qint64 sector = 512;
constexpr qint64 block = 4096;
constexpr qint64 start = 1 << 20;               ///< of the partition
constexpr qint64 leastSize = 4 << 20;
constexpr qint64 mostPartition = qint64(1) << 30; ///< a FAT16 takes up to 2 GiB
constexpr qint64 sectorsPerCluster = 64;
constexpr qint64 rootEntries = 512;
constexpr qint64 reservedSectors = block / sector; ///< so that what follows begins with a block
constexpr const char *label = "PHOTOS     ";

template <typename Number>
void put(std::span<std::byte> bytes, std::size_t at, Number number)
{
    qToLittleEndian<Number>(number, bytes.data() + at);
}

void put(std::span<std::byte> bytes, std::size_t at, const char *text)
{
    std::ranges::copy(std::as_bytes(std::span(text, std::char_traits<char>::length(text))), bytes.begin() + std::ptrdiff_t(at));
}

/// Sectors of one of the two tables of clusters; both together are whole blocks.
qint64 tableSectors(qint64 partition)
{
    return roundUp(partition / sector / sectorsPerCluster * 2 / sector + 1, block / sector / 2);
}

/// The partition table: one FAT16 (type 0x0e).
void fillTable(std::span<std::byte> table, qint64 partition)
{
    constexpr std::size_t entry = 446;
    put<quint8>(table, entry + 4, 0x0e);
    put<quint32>(table, entry + 8, quint32(start / sector));
    put<quint32>(table, entry + 12, quint32(partition / sector));
    put<quint16>(table, 510, 0xaa55);
}

/// The boot sector of an empty FAT16, as the FAT specification of 2000 has it.
void fillFat(std::span<std::byte> boot, qint64 partition)
{
    put(boot, 0, "\xeb\x3c\x90MSDOS5.0");
    put<quint16>(boot, 11, sector);
    put<quint8>(boot, 13, sectorsPerCluster);
    put<quint16>(boot, 14, reservedSectors);
    put<quint8>(boot, 16, 2);            // tables
    put<quint16>(boot, 17, rootEntries);
    put<quint8>(boot, 21, 0xf8);         // a fixed disk
    put<quint16>(boot, 22, quint16(tableSectors(partition)));
    put<quint32>(boot, 32, quint32(partition / sector));
    put<quint8>(boot, 38, 0x29);         // what follows is there
    put<quint32>(boot, 39, 0x50484f54);  // volume number
    put(boot, 43, label);
    put(boot, 54, "FAT16   ");
    put<quint16>(boot, 510, 0xaa55);
}

} // namespace

Status makeStrange(BlockTarget &card)
{
    if (card.size() < leastSize)
        return fail(Errc::Refused, tr("%1 is too small for a file system; take a card of %2 or more.").arg(card.name(), formatBytes(leastSize)));
    const qint64 partition = roundDown(std::min(card.size() - start, mostPartition), block);
    AlignedBuffer table(block);
    AlignedBuffer boot(block);
    AlignedBuffer root(block);
    fillTable(table.all(), partition);
    fillFat(boot.all(), partition);
    put(root.all(), 0, label);
    put<quint8>(root.all(), 11, 0x08); // an entry that is the volume's name
    const qint64 rootPlace = start + (reservedSectors + 2 * tableSectors(partition)) * sector;
    return card.write(0, table.all())
        .and_then([&] { return card.write(start, boot.all()); })
        .and_then([&] { return card.write(rootPlace, root.all()); })
        .and_then([&] { return card.flush(); });
}

} // namespace coffer
