// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bmap/rangehash.h"
#include "core/flash/flash.h"
#include "core/flash/place.h"
#include "core/flash/readplaces.h"
#include "core/flash/room.h"
#include "core/flash/sourcereader.h"

#include <QElapsedTimer>

#include <optional>

namespace coffer {
namespace {

constexpr qint64 readGap = 64 * 1024;

/// Takes our marker out of what was read of a card.
void blankMarker(const ReadPlace &place)
{
    if (place.stretch.isFirstMebibyte())
        std::ranges::fill(place.bytes(markerOffset, markerSize), std::byte(0));
}

/// Whether the card has a marker of ours, and the image nothing in its place.
Result<bool> isMarked(const ImageSource &image, const BlockTarget &card, CardIo &io)
{
    if (card.size() < stretchBytes)
        return false;
    const auto start = std::make_shared<AlignedBuffer>(roundUp(markerReach, card.blockSize()));
    if (Status read = io.readNow(0, start); !read)
        return passOn(read);
    const std::span<const std::byte> found = start->all();
    if (!parseMarker({found.data(), qsizetype(found.size())}))
        return false;

    ImagePiece piece;
    if (!StretchCursor(image.map).next(piece.stretch) || !piece.stretch.isFirstMebibyte())
        return true;
    std::ranges::fill(piece.mebibyte.all(), std::byte(0));
    const Result<std::unique_ptr<SourceReader>> reader = SourceReader::open(image);
    if (!reader)
        return passOn(reader);
    const Status read = (*reader)->read(piece, {});
    return read ? Result<bool>(isZero(piece.mebibyte.part(markerOffset, markerSize))) : passOn(read);
}

/// The stretches of the map, one after the other.
std::function<bool(ReadPlace &)> stretchesOf(const Bmap &map, const BlockTarget &card)
{
    return [cursor = StretchCursor(map), blockSize = card.blockSize()](ReadPlace &place) mutable {
        if (!cursor.next(place.stretch))
            return false;
        place.extents = extentsOf(place.stretch, blockSize, readGap);
        return true;
    };
}

tl::unexpected<Error> mismatch(const ImageSource &image, const BlockTarget &card, qint64 first, qint64 last)
{
    return fail(Errc::ChecksumMismatch,
                tr("What %1 gives back differs from the image in its bytes %2 to %3 (%4); write it again, and throw it away "
                   "if that does not help.").arg(card.name()).arg(first).arg(last).arg(describePlace(image, first, last)));
}

/// The card alone is read and held against the map; the number of the first range that is wrong.
Result<std::optional<qsizetype>> findWrongRange(const Bmap &map, const BlockTarget &card, CardIo &io, Progress &progress, bool marked)
{
    RangeHash hash(map.checksumType);
    std::optional<qsizetype> wrong;
    const auto judge = [&](const ReadPlace &place) -> Status {
        if (!place.status)
            return place.status;
        if (marked)
            blankMarker(place);
        for (const Part &part : place.stretch.parts) {
            const std::span<const std::byte> bytes = place.bytes(part.offset, part.length);
            hash.add({reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())});
            if (part.endsRange && hash.takeHex() != map.ranges.at(part.range).checksum && !wrong)
                wrong = part.range;
        }
        progress.advance(place.stretch.mappedBytes());
        return ok();
    };
    const Status read = readPlaces(io, stretchesOf(map, card), judge);
    return read ? Result<std::optional<qsizetype>>(wrong) : passOn(read);
}

/// Image and card are read side by side.
Status compareWithImage(const ImageSource &image, const BlockTarget &card, CardIo &io, Progress &progress, bool marked)
{
    const Result<std::unique_ptr<SourceReader>> reader = SourceReader::open(image);
    if (!reader)
        return passOn(reader);
    ImagePiece wanted;
    const auto judge = [&](const ReadPlace &place) -> Status {
        wanted.stretch = place.stretch;
        if (marked)
            blankMarker(place);
        const Status read = place.status ? (*reader)->read(wanted, {}) : place.status;
        if (!read)
            return read;
        const Differences differences = bringUpToDate(place.found->all(), wanted, place.extents, 0);
        if (differences.first >= 0)
            return mismatch(image, card, differences.first, differences.last);
        progress.advance(place.stretch.mappedBytes());
        return ok();
    };
    return readPlaces(io, stretchesOf(image.map, card), judge).and_then([&] { return (*reader)->finish({}); });
}

Status compareWithChecksums(const ImageSource &image, const BlockTarget &card, CardIo &io, Progress &progress, bool marked)
{
    const Result<std::optional<qsizetype>> wrong = findWrongRange(image.map, card, io, progress, marked);
    if (!wrong)
        return passOn(wrong);
    if (!*wrong)
        return ok();
    // Where exactly only the image can tell; if it can be read, and is itself what the map says.
    const BmapRange range = image.map.ranges.at(**wrong);
    ImageSource part = image;
    part.map.ranges = {range};
    const Status compared = compareWithImage(part, card, io, progress, marked);
    const bool isPlaced = !compared && compared.error().code == Errc::ChecksumMismatch;
    const qint64 first = image.map.offset(range);
    return isPlaced ? compared : mismatch(image, card, first, first + image.map.length(range) - 1);
}

} // namespace

Result<FlashReport> verifyImage(const ImageSource &image, BlockTarget &card, Progress &progress)
{
    if (Status fits = checkRoom(image.map, card); !fits)
        return passOn(fits);
    QElapsedTimer clock;
    clock.start();
    CardIo io(card, progress, {});
    progress.begin(QStringLiteral("verify"), image.map.mappedBytes());
    const Result<bool> marked = isMarked(image, card, io);
    if (!marked)
        return passOn(marked);
    const Status verified = image.map.isChecksummed() ? compareWithChecksums(image, card, io, progress, *marked)
                                                      : compareWithImage(image, card, io, progress, *marked);
    if (!verified)
        return passOn(verified);
    progress.finish();
    FlashReport report;
    report.bytesVerified = image.map.mappedBytes();
    report.secondsVerifying = double(clock.elapsed()) / 1000;
    return report;
}

} // namespace coffer
