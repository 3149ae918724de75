// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "core/bmap/bmap.h"
#include "support/bmaptext.h"

using namespace coffer;

namespace {

void checkRanges(const Bmap &map)
{
    qint64 next = 0;
    qint64 bytes = 0;
    for (const BmapRange &range : map.ranges) {
        ALWAYS(next <= range.first && range.first <= range.last && range.last < map.blockCount());
        ALWAYS(map.length(range) > 0 && map.offset(range) + map.length(range) <= map.imageSize);
        ALWAYS(range.checksum.isEmpty() || range.checksum.size() == checksumDigits(map.checksumType));
        next = range.last + 1;
        bytes += map.length(range);
    }
    ALWAYS(bytes == map.mappedBytes() && bytes <= map.imageSize);
    ALWAYS(map.mappedBlocks() <= map.blockCount());
}

void check(const QByteArray &xml)
{
    const Result<Bmap> map = parseBmap(xml);
    if (!map) {
        ALWAYS(isRefusal(map.error()));
        return;
    }
    ALWAYS(map->imageSize > 0 && map->blockSize >= 512 && map->blockSize % 512 == 0);
    checkRanges(*map);
    const QByteArray written = formatBmap(*map);
    const Result<Bmap> again = parseBmap(written);
    ALWAYS(again && again->imageSize == map->imageSize && again->blockSize == map->blockSize);
    ALWAYS(again->checksumType == map->checksumType && again->ranges.size() == map->ranges.size());
    ALWAYS(formatBmap(*again) == written);
}

/// The type that a map's own checksum has to be of, so that what is behind that hurdle is reached.
ChecksumType ownType(const QByteArray &xml)
{
    if (xml.contains("sha256"))
        return ChecksumType::Sha256;
    return xml.contains("sha512") ? ChecksumType::Sha512 : ChecksumType::Sha1;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray xml = inputBytes(data, size);
    check(xml.contains("SELF") ? sealed(xml, ownType(xml)) : xml);
    return 0;
}
