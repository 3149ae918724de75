// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bmap/hashstretches.h"

#include "core/bmap/rangehash.h"

#include <algorithm>
#include <cstring>

namespace coffer {
namespace {

bool isZero(QByteArrayView block)
{
    return block.front() == 0 && std::memcmp(block.data(), block.data() + 1, std::size_t(block.size()) - 1) == 0;
}

/// Collects ranges from blocks given in ascending order.
class RangeBuilder
{
public:
    explicit RangeBuilder(const Bmap &map) : m_blockSize(map.blockSize), m_hash(map.checksumType) {}

    /// Adds blocks from number `first` on.
    void add(qint64 first, QByteArrayView blocks)
    {
        if (m_ranges.isEmpty() || m_ranges.last().last + 1 != first) {
            finishRange();
            m_ranges.append({first, first, {}});
        }
        m_ranges.last().last = first + (blocks.size() - 1) / m_blockSize;
        m_hash.add(blocks);
    }

    /// Adds those of the blocks that are not zeros.
    void addData(qint64 first, QByteArrayView blocks)
    {
        for (qint64 at = 0; at < blocks.size(); at += m_blockSize) {
            const QByteArrayView block = blocks.sliced(at, std::min(m_blockSize, blocks.size() - at));
            if (!isZero(block))
                add(first + at / m_blockSize, block);
        }
    }

    QList<BmapRange> take()
    {
        finishRange();
        return std::move(m_ranges);
    }

private:
    void finishRange()
    {
        if (!m_ranges.isEmpty())
            m_ranges.last().checksum = m_hash.takeHex();
    }

    qint64 m_blockSize;
    RangeHash m_hash;
    QList<BmapRange> m_ranges;
};

} // namespace

Result<QList<BmapRange>> hashStretches(const ImageReader &image, const QList<MapStretch> &stretches, const Bmap &map,
                                       std::span<char> buffer, const std::stop_token &stop)
{
    RangeBuilder builder(map);
    for (const MapStretch &stretch : stretches) {
        const qint64 end = std::min((stretch.last + 1) * map.blockSize, map.imageSize);
        for (qint64 offset = stretch.first * map.blockSize; offset < end && !stop.stop_requested();) {
            const std::span<char> chunk = buffer.first(std::min(buffer.size(), std::size_t(end - offset)));
            if (Status read = image.read(offset, chunk); !read)
                return passOn(read);
            const QByteArrayView blocks(chunk.data(), qsizetype(chunk.size()));
            if (stretch.isNeeded)
                builder.add(offset / map.blockSize, blocks);
            else
                builder.addData(offset / map.blockSize, blocks);
            offset += qint64(chunk.size());
        }
    }
    return builder.take();
}

} // namespace coffer
