// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/sourcereader.h"

#include "core/base/files.h"

#include <QFile>

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace coffer {
namespace {

constexpr qsizetype stretchesAhead = 16;

tl::unexpected<Error> tooShort(const Bmap &map, qint64 position)
{
    return fail(Errc::InvalidInput,
                tr("The image cannot be read beyond byte %1 of %2: it is cut off or damaged; get it anew.")
                    .arg(position).arg(map.imageSize));
}

Status stopped()
{
    return fail(Errc::Cancelled, tr("Cancelled."));
}

/// A file as it is, read in place.
class RawReader : public SourceReader
{
public:
    RawReader(std::unique_ptr<QFile> file, const Bmap &map) : m_file(std::move(file)), m_map(map), m_ahead(map) {}

    Status read(const ImagePiece &piece, const std::stop_token &) override
    {
        readAhead(piece.stretch.index + stretchesAhead);
        for (const Part &part : piece.stretch.parts) {
            if (Status done = readPart(part.offset, piece.bytes(part)); !done)
                return done;
        }
        return ok();
    }

    Status finish(const std::stop_token &) override { return ok(); }

private:
    /// Lets the kernel fetch what will be read next; on its own it would not look beyond unmapped gaps.
    void readAhead(qsizetype last)
    {
        Stretch stretch;
        while (m_next <= last && m_ahead.next(stretch)) {
            m_next = stretch.index + 1;
            for (const Part &part : std::as_const(stretch.parts))
                ::posix_fadvise(m_file->handle(), part.offset, part.length, POSIX_FADV_WILLNEED);
        }
    }

    Status readPart(qint64 offset, std::span<std::byte> data) const
    {
        while (!data.empty()) {
            const ssize_t got = ::pread(m_file->handle(), data.data(), data.size(), offset);
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                return fail(Errc::InvalidInput, tr("The image %1 cannot be read at byte %2: %3.")
                                                    .arg(m_file->fileName()).arg(offset).arg(systemError(errno)));
            if (got == 0)
                return tooShort(m_map, offset);
            data = data.subspan(std::size_t(got));
            offset += got;
        }
        return ok();
    }

    std::unique_ptr<QFile> m_file;
    const Bmap &m_map;
    StretchCursor m_ahead;
    qsizetype m_next = 0;
};

/// What is unpacked from a compressed file, all of it, one byte after the other.
class StreamReader : public SourceReader
{
public:
    StreamReader(std::unique_ptr<QIODevice> image, const Bmap &map) : m_image(std::move(image)), m_map(map) {}

    Status read(const ImagePiece &piece, const std::stop_token &stop) override
    {
        for (const Part &part : piece.stretch.parts) {
            const Status done = skipTo(part.offset, stop).and_then([&] { return readNext(piece.bytes(part)); });
            if (!done)
                return done;
        }
        return ok();
    }

    Status finish(const std::stop_token &stop) override
    {
        if (Status skipped = skipTo(m_map.imageSize, stop); !skipped)
            return skipped;
        char more;
        if (m_image->read(&more, 1) > 0)
            return fail(Errc::InvalidInput, tr("The image is longer than the %1 bytes that its map tells of; get both anew.")
                                                .arg(m_map.imageSize));
        if (!m_image->atEnd()) // how openCompressed() tells that there was no clean end
            return fail(Errc::InvalidInput, tr("The compressed image is damaged at its end; get it anew."));
        return ok();
    }

private:
    Status skipTo(qint64 offset, const std::stop_token &stop)
    {
        while (m_position < offset) {
            if (stop.stop_requested())
                return stopped();
            if (Status done = readNext(m_waste.part(0, std::min(stretchBytes, offset - m_position))); !done)
                return done;
        }
        return ok();
    }

    Status readNext(std::span<std::byte> data)
    {
        while (!data.empty()) {
            const qint64 got = m_image->read(reinterpret_cast<char *>(data.data()), qint64(data.size()));
            if (got <= 0)
                return tooShort(m_map, m_position);
            m_position += got;
            data = data.subspan(std::size_t(got));
        }
        return ok();
    }

    std::unique_ptr<QIODevice> m_image;
    const Bmap &m_map;
    AlignedBuffer m_waste{stretchBytes};
    qint64 m_position = 0;
};

} // namespace

Result<std::unique_ptr<SourceReader>> SourceReader::open(const ImageSource &source)
{
    Result<std::unique_ptr<QIODevice>> image = source.open();
    if (!image)
        return passOn(image);
    if ((*image)->isSequential())
        return std::make_unique<StreamReader>(std::move(*image), source.map);
    if ((*image)->size() != source.map.imageSize)
        return fail(Errc::InvalidInput, tr("The image has %1 bytes where its map tells of %2; get both anew.")
                                            .arg((*image)->size()).arg(source.map.imageSize));
    return std::make_unique<RawReader>(std::unique_ptr<QFile>(static_cast<QFile *>(image->release())), source.map);
}

} // namespace coffer
