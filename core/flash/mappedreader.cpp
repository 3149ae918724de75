// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/mappedreader.h"

#include <QIODevice>

#include <algorithm>

namespace coffer {

MappedReader::MappedReader(QIODevice &image, const Bmap &map)
    : m_image(image), m_map(map), m_cursor(map), m_hash(map.checksumType)
{
}

Status MappedReader::checkSize() const
{
    if (!m_image.isSequential() && m_image.size() != m_map.imageSize)
        return fail(Errc::InvalidInput, tr("The image has %1 bytes where its map tells of %2; get both anew.")
                                            .arg(m_image.size()).arg(m_map.imageSize));
    return ok();
}

Result<bool> MappedReader::next(Chunk &chunk, const std::stop_token &stop)
{
    if (!m_cursor.next(chunk))
        return checkEnd(stop);
    const Result<bool> skipped = skipTo(chunk.offset, stop);
    if (!skipped || !*skipped)
        return skipped;
    if (Status done = read(chunk.data()); !done)
        return passOn(done);
    if (!m_map.ranges.at(chunk.range).checksum.isEmpty())
        m_hash.add(chunk.bytes());
    if (Status checked = chunk.endsRange ? checkRange(chunk) : ok(); !checked)
        return passOn(checked);
    return true;
}

/// False when asked to stop. What is not sought is read: a compressed gap may take long.
Result<bool> MappedReader::skipTo(qint64 offset, const std::stop_token &stop)
{
    if (!m_image.isSequential()) {
        m_position = offset;
        return m_image.seek(offset) ? Result<bool>(true) : tooShort();
    }
    if (m_position == offset)
        return true;
    const AlignedBuffer waste(std::min(chunkBytes, offset - m_position));
    while (m_position < offset) {
        if (stop.stop_requested())
            return false;
        const qint64 length = std::min(qint64(waste.all().size()), offset - m_position);
        if (Status done = read(waste.part(0, length)); !done)
            return passOn(done);
    }
    return true;
}

Status MappedReader::read(std::span<std::byte> data)
{
    qint64 done = 0;
    while (done < qint64(data.size())) {
        const qint64 got = m_image.read(reinterpret_cast<char *>(data.data()) + done, qint64(data.size()) - done);
        m_position += std::max(got, qint64(0));
        if (got <= 0)
            return tooShort();
        done += got;
    }
    return ok();
}

Status MappedReader::checkRange(const Chunk &chunk)
{
    const BmapRange &range = m_map.ranges.at(chunk.range);
    if (range.checksum.isEmpty() || m_hash.takeHex() == range.checksum)
        return ok();
    const qint64 first = m_map.offset(range);
    return fail(Errc::ChecksumMismatch, tr("The image is damaged between its bytes %1 and %2; get it anew.")
                                            .arg(first).arg(first + m_map.length(range) - 1));
}

/// Always returns false, for the end, or an error.
Result<bool> MappedReader::checkEnd(const std::stop_token &stop)
{
    if (m_position < m_map.imageSize) {
        const Result<bool> skipped = skipTo(m_map.imageSize - 1, stop);
        if (!skipped || !*skipped)
            return skipped;
        std::byte last;
        if (Status done = read({&last, 1}); !done)
            return passOn(done);
    }
    char more;
    if (m_image.read(&more, 1) > 0)
        return fail(Errc::InvalidInput, tr("The image is longer than the %1 bytes that its map tells of; get both anew.")
                                            .arg(m_map.imageSize));
    if (!m_image.atEnd()) // how a decompressing device tells that it did not find a clean end
        return fail(Errc::InvalidInput, tr("The compressed image is damaged at its end; get it anew."));
    return false;
}

tl::unexpected<Error> MappedReader::tooShort() const
{
    return fail(Errc::InvalidInput,
                tr("The image cannot be read beyond byte %1 of %2: it is cut off or damaged; get it anew.")
                    .arg(m_position).arg(m_map.imageSize));
}

} // namespace coffer
