// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/cardio.h"
#include "core/flash/chunkpump.h"
#include "core/flash/flash.h"
#include "core/flash/mappedreader.h"

#include <QElapsedTimer>

#include <algorithm>

namespace coffer {
namespace {

tl::unexpected<Error> mismatch(const BlockTarget &card, qint64 first, qint64 last)
{
    return fail(Errc::ChecksumMismatch,
                tr("What %1 gives back differs from the image in its bytes %2 to %3; write it again, and throw it away "
                   "if that does not help.").arg(card.name()).arg(first).arg(last));
}

/// The card alone is read and held against the map.
Status verifyByChecksums(const Bmap &map, BlockTarget &card, Progress &progress)
{
    MapCursor cursor(map);
    RangeHash hash(map.checksumType);
    const auto fill = [&](Chunk &chunk, const std::stop_token &) -> Result<bool> {
        if (!cursor.next(chunk))
            return false;
        if (Status read = readChunk(card, chunk); !read)
            return passOn(read);
        return true;
    };
    const auto use = [&](Chunk &chunk) -> Status {
        hash.add(chunk.bytes());
        const BmapRange &range = map.ranges.at(chunk.range);
        if (chunk.endsRange && hash.takeHex() != range.checksum)
            return mismatch(card, map.offset(range), map.offset(range) + map.length(range) - 1);
        return ok();
    };
    return pumpChunks(card.blockSize(), fill, use, progress);
}

Status compare(const Chunk &wanted, const Chunk &found, const BlockTarget &card)
{
    const std::span<const std::byte> a = wanted.data();
    const std::span<const std::byte> b = found.data();
    const auto first = std::mismatch(a.begin(), a.end(), b.begin()).first;
    if (first == a.end())
        return ok();
    const auto last = std::mismatch(a.rbegin(), a.rend(), b.rbegin()).first;
    return mismatch(card, wanted.offset + (first - a.begin()), wanted.offset + (last.base() - a.begin()) - 1);
}

/// Image and card are read side by side.
Status verifyByImage(QIODevice &image, const Bmap &map, BlockTarget &card, Progress &progress)
{
    MappedReader reader(image, map);
    if (Status fits = reader.checkSize(); !fits)
        return fits;
    Chunk found(card.blockSize());
    const auto fill = [&](Chunk &chunk, const std::stop_token &stop) { return reader.next(chunk, stop); };
    const auto use = [&](Chunk &wanted) {
        found.offset = wanted.offset;
        found.length = wanted.length;
        const Status read = readChunk(card, found);
        return read ? compare(wanted, found, card) : read;
    };
    return pumpChunks(card.blockSize(), fill, use, progress);
}

} // namespace

Result<FlashReport> verifyImage(QIODevice &image, const Bmap &map, BlockTarget &card, Progress &progress)
{
    if (Status fits = checkRoom(map, card); !fits)
        return passOn(fits);
    QElapsedTimer clock;
    clock.start();
    progress.begin(QStringLiteral("verify"), map.mappedBytes());
    const Status verified = map.isChecksummed() ? verifyByChecksums(map, card, progress)
                                                : verifyByImage(image, map, card, progress);
    if (!verified)
        return passOn(verified);
    progress.finish();
    FlashReport report;
    report.bytesVerified = map.mappedBytes();
    report.secondsVerifying = double(clock.elapsed()) / 1000;
    return report;
}

} // namespace coffer
