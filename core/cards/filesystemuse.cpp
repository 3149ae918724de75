// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/filesystemuse.h"

#include "core/cards/readat.h"

#include <QtEndian>

namespace coffer {
namespace {

constexpr qsizetype bootSector = 512;
constexpr qint64 largestTable = 256 << 10; // FAT16 has 65536 entries of 2 bytes at most

/// A little-endian number of hostile bytes; the caller sees to it that it lies inside.
template <typename Number>
qint64 number(const QByteArray &bytes, qsizetype at)
{
    return qint64(qFromLittleEndian<Number>(bytes.constData() + at));
}

std::optional<qint64> inside(qint64 used, qint64 size)
{
    return used >= 0 && used <= size ? std::optional(used) : std::nullopt;
}

/// FAT32 keeps a count of free clusters in its FSInfo sector; on the smaller ones the table itself is counted.
std::optional<qint64> usedOfFat(int fd, qint64 offset, qint64 size)
{
    const std::optional<QByteArray> boot = readAt(fd, offset, bootSector);
    if (!boot)
        return {};
    const qint64 sector = number<quint16>(*boot, 11);
    const qint64 cluster = number<quint8>(*boot, 13) * sector;
    const qint64 reserved = number<quint16>(*boot, 14);
    const qint64 shortFat = number<quint16>(*boot, 22);
    const qint64 fat = shortFat > 0 ? shortFat : number<quint32>(*boot, 36);
    const qint64 shortTotal = number<quint16>(*boot, 19);
    const qint64 total = shortTotal > 0 ? shortTotal : number<quint32>(*boot, 32);
    const qint64 rootSize = number<quint16>(*boot, 17) * 32;
    if (sector < 512 || sector > 4096 || cluster == 0)
        return {};
    const qint64 dataSize = total * sector - (reserved + number<quint8>(*boot, 16) * fat) * sector - rootSize;
    const qint64 clusters = dataSize / cluster;
    if (clusters <= 0 || total * sector > size)
        return {};
    if (shortFat == 0) {
        const std::optional<QByteArray> info = readAt(fd, offset + number<quint16>(*boot, 48) * sector, bootSector);
        if (!info || number<quint32>(*info, 0) != 0x41615252 || number<quint32>(*info, 484) != 0x61417272)
            return {};
        const qint64 free = number<quint32>(*info, 488);
        return free <= clusters ? inside((clusters - free) * cluster, size) : std::nullopt; // 0xFFFFFFFF: unknown
    }
    if (shortFat * sector > largestTable)
        return {};
    const bool isFat12 = clusters < 4085;
    const std::optional<QByteArray> table = readAt(fd, offset + reserved * sector, shortFat * sector);
    const qsizetype entries = isFat12 ? shortFat * sector * 2 / 3 - 1 : shortFat * sector / 2;
    if (!table || clusters + 2 > entries)
        return {};
    qint64 used = 0;
    for (qint64 entry = 2; entry < clusters + 2; ++entry) {
        const qint64 value = isFat12 ? (number<quint16>(*table, entry * 3 / 2) >> (entry % 2 * 4)) & 0xfff : number<quint16>(*table, entry * 2);
        used += value != 0;
    }
    return inside(used * cluster, size);
}

std::optional<qint64> usedOfExfat(int fd, qint64 offset, qint64 size)
{
    const std::optional<QByteArray> boot = readAt(fd, offset, bootSector);
    if (!boot)
        return {};
    const qint64 percent = number<quint8>(*boot, 112); // 255: unknown
    return percent <= 100 ? inside(size / 100 * percent, size) : std::nullopt;
}

std::optional<qint64> usedOfExt(int fd, qint64 offset, qint64 size)
{
    const std::optional<QByteArray> super = readAt(fd, offset + 1024, 1024);
    if (!super || number<quint16>(*super, 0x38) != 0xef53 || number<quint32>(*super, 0x18) > 6)
        return {};
    const qint64 block = qint64(1024) << number<quint32>(*super, 0x18);
    // Larger ones than 2^32 blocks are no cards.
    return inside((number<quint32>(*super, 0x4) - number<quint32>(*super, 0xc)) * block, size);
}

} // namespace

std::optional<qint64> usedBytes(int fd, const QString &type, qint64 offset, qint64 size)
{
    if (type == QLatin1String("vfat"))
        return usedOfFat(fd, offset, size);
    if (type == QLatin1String("exfat"))
        return usedOfExfat(fd, offset, size);
    if (type.startsWith(QLatin1String("ext")))
        return usedOfExt(fd, offset, size);
    return {};
}

} // namespace coffer
