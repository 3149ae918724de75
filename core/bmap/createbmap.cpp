// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bmap/bmap.h"
#include "core/bmap/neededranges.h"
#include "core/bmap/rangehash.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <unistd.h>

namespace coffer {
namespace {

constexpr qint64 chunkBytes = qint64(1) << 20; ///< a multiple of the block size

/// The ranges as whole blocks inside of the image, ascending, joined where they touch.
QList<BmapRange> toBlocks(const QList<ByteRange> &bytes, const Bmap &map)
{
    QList<BmapRange> blocks;
    for (const auto &[offset, length] : bytes) {
        const qint64 first = std::max(offset, qint64(0));
        const qint64 end = std::min(offset + length, map.imageSize);
        if (first < end)
            blocks.append({first / map.blockSize, (end - 1) / map.blockSize, {}});
    }
    std::sort(blocks.begin(), blocks.end(), [](const BmapRange &a, const BmapRange &b) { return a.first < b.first; });
    QList<BmapRange> joined;
    for (const BmapRange &range : std::as_const(blocks)) {
        if (!joined.isEmpty() && range.first <= joined.last().last + 1)
            joined.last().last = std::max(joined.last().last, range.last);
        else
            joined.append(range);
    }
    return joined;
}

bool isZero(QByteArrayView block)
{
    return block.front() == 0 && std::memcmp(block.data(), block.data() + 1, std::size_t(block.size()) - 1) == 0;
}

/// Collects the map's ranges block by block, in ascending order.
class MapBuilder
{
public:
    MapBuilder(Bmap &map, const QList<BmapRange> &always) : m_map(map), m_always(always) {}

    /// Whether a block of `first`…`last` is mapped whatever it holds. Ask in ascending order.
    bool isNeeded(qint64 first, qint64 last)
    {
        while (m_next < m_always.size() && m_always.at(m_next).last < first)
            ++m_next;
        return m_next < m_always.size() && m_always.at(m_next).first <= last;
    }

    void add(qint64 number, QByteArrayView block)
    {
        if (!isNeeded(number, number) && isZero(block))
            return;
        if (m_map.ranges.isEmpty() || m_map.ranges.last().last + 1 != number) {
            finishRange();
            m_map.ranges.append({number, number, {}});
        }
        m_map.ranges.last().last = number;
        m_hash.add(block);
    }

    void finishRange()
    {
        if (!m_map.ranges.isEmpty())
            m_map.ranges.last().checksum = m_hash.takeHex();
    }

private:
    Bmap &m_map;
    const QList<BmapRange> &m_always;
    qsizetype m_next = 0;
    RangeHash m_hash{ChecksumType::Sha256};
};

/// Where data begin at or after `offset`. Holes read as zeros, so that to skip them changes
/// nothing but the time; a file system that tells of none gives `offset`.
qint64 nextData(const QFile &file, qint64 offset, qint64 size)
{
    const qint64 data = ::lseek(file.handle(), offset, SEEK_DATA);
    if (data >= 0)
        return data;
    return errno == ENXIO ? size : offset;
}

Status addChunk(QFile &file, qint64 offset, QByteArray &buffer, const Bmap &map, MapBuilder &builder)
{
    const qint64 length = std::min(chunkBytes, map.imageSize - offset);
    if (!file.seek(offset) || file.read(buffer.data(), length) != length)
        return fail(Errc::Failed, tr("%1 cannot be read to its end; is it being changed?").arg(file.fileName()));
    for (qint64 at = 0; at < length; at += map.blockSize) {
        const QByteArrayView block(buffer.constData() + at, std::min(map.blockSize, length - at));
        builder.add((offset + at) / map.blockSize, block);
    }
    return ok();
}

} // namespace

Result<Bmap> createBmap(const QString &path, const QList<std::pair<qint64, qint64>> &always, Progress &progress)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(Errc::NotFound, tr("%1 cannot be read: %2.").arg(path, file.errorString()));
    Bmap map;
    map.imageSize = file.size();
    if (map.imageSize <= 0)
        return fail(Errc::InvalidInput, tr("%1 is empty, there is nothing to map.").arg(path));

    QList<ByteRange> needed = neededRanges(path, map.imageSize);
    for (const auto &[offset, length] : always)
        needed.append({offset, length});
    const QList<BmapRange> neededBlocks = toBlocks(needed, map);

    MapBuilder builder(map, neededBlocks);
    QByteArray buffer(chunkBytes, Qt::Uninitialized);
    qint64 data = 0; // no data before here
    progress.begin(QStringLiteral("map"), map.imageSize);
    for (qint64 offset = 0; offset < map.imageSize; offset += chunkBytes) {
        if (Status going = progress.checkCancelled(); !going)
            return passOn(going);
        if (data < offset)
            data = nextData(file, offset, map.imageSize);
        const qint64 end = std::min(offset + chunkBytes, map.imageSize);
        if (data < end || builder.isNeeded(offset / map.blockSize, (end - 1) / map.blockSize)) {
            if (Status added = addChunk(file, offset, buffer, map, builder); !added)
                return passOn(added);
        }
        progress.advance(end - offset);
    }
    builder.finishRange();
    progress.finish();
    return map;
}

} // namespace coffer
