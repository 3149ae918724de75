// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/readback.h"

#include "core/flash/place.h"
#include "core/flash/sourcereader.h"

#include <algorithm>

namespace coffer {
namespace {

constexpr qint64 readGap = 64 * 1024;

qint64 bytesOf(const Unverified &places, const Bmap &map)
{
    qint64 bytes = 0;
    StretchCursor cursor(map);
    Stretch stretch;
    while (cursor.next(stretch)) {
        if (places.stretches.at(stretch.index))
            bytes += stretch.mappedBytes();
    }
    for (const Unverified::Run &run : places.runs)
        bytes += run.place.length;
    return bytes;
}

} // namespace

ReadBack::ReadBack(const ImageSource &image, BlockTarget &card, CardIo &io, const Feeder &feeder, const FlashOptions &options,
                   Progress &progress, FlashReport &report)
    : m_image(image), m_card(card), m_io(io), m_feeder(feeder), m_options(options), m_progress(progress), m_report(report)
{
}

Status ReadBack::verify(const Unverified &written)
{
    m_progress.begin(QStringLiteral("verify"), bytesOf(written, m_image.map));
    Status checked = check(written, true);
    for (int round = 1; checked && m_badCount > 0; ++round) {
        if (round > m_options.repairs)
            return giveUp();
        m_report.repaired = std::max(m_report.repaired, int(m_badCount));
        const Unverified again{m_bad, {}};
        checked = mend(round).and_then([&] { return m_io.flushNow(); }).and_then([&] { return check(again, false); });
    }
    if (checked)
        m_progress.finish();
    return checked;
}

/// Afterwards m_bad has what came back wrong.
Status ReadBack::check(const Unverified &places, bool isFirstTime)
{
    m_bad.fill(false, places.stretches.size());
    m_badCount = 0;
    QList<Unverified::Run> runs = places.runs;
    std::ranges::stable_sort(runs, {}, &Unverified::Run::stretch);
    qsizetype nextRun = 0;
    StretchCursor cursor(m_image.map);
    Stretch stretch;
    bool isMore = cursor.next(stretch);
    const auto next = [&](ReadPlace &place) {
        for (; isMore; isMore = cursor.next(stretch)) {
            const bool isRun = nextRun < runs.size() && runs.at(nextRun).stretch == stretch.index;
            if (!isRun && !places.stretches.at(stretch.index))
                continue;
            place.stretch = stretch;
            place.tag = isRun ? nextRun : -1;
            place.extents = isRun ? Extents{runs.at(nextRun).place} : extentsOf(stretch, m_card.blockSize(), readGap);
            if (isRun)
                ++nextRun;
            else
                isMore = cursor.next(stretch);
            return true;
        }
        return false;
    };
    return readPlaces(m_io, next, [&](const ReadPlace &place) {
        return judge(place, place.tag < 0 ? nullptr : &runs.at(place.tag), isFirstTime);
    });
}

/// What cannot be read at all counts as wrong: writing it again may help.
Status ReadBack::judge(const ReadPlace &place, const Unverified::Run *run, bool isFirstTime)
{
    if (!place.status && place.status.error().code != Errc::Failed)
        return place.status;
    const qsizetype index = place.stretch.index;
    const bool isRight = place.status && (run ? digestOf(place.bytes(run->place.offset, run->place.length)) == run->digest
                                              : digestOf(place.stretch, place.found->all()) == m_feeder.digest(index));
    if (!isRight && !m_bad.at(index)) {
        m_bad[index] = true;
        ++m_badCount;
    }
    if (isFirstTime)
        m_progress.advance(run ? run->place.length : place.stretch.mappedBytes());
    return ok();
}

/// Writes the bad stretches again where they differ from the image, which is read anew for that.
Status ReadBack::mend(int round)
{
    Result<std::unique_ptr<SourceReader>> reader = SourceReader::open(m_image);
    if (!reader)
        return passOn(reader);
    m_progress.log(tr("%1: %2 places came back wrong; they are written again (%3 of %4).")
                       .arg(m_card.name()).arg(m_badCount).arg(round).arg(m_options.repairs));
    ImagePiece piece;
    StretchCursor cursor(m_image.map);
    while (cursor.next(piece.stretch)) {
        if (!m_bad.at(piece.stretch.index))
            continue;
        const Status mended = m_progress.checkCancelled()
                                  .and_then([&] { return (*reader)->read(piece, {}); })
                                  .and_then([&] { return mendStretch(piece); });
        if (!mended)
            return mended;
    }
    return ok();
}

Status ReadBack::mendStretch(const ImagePiece &piece)
{
    const auto found = std::make_shared<AlignedBuffer>(stretchBytes);
    const Result<Differences> differences = compare(piece, found);
    if (!differences)
        return passOn(differences);
    if (differences->first >= 0)
        m_progress.log(tr("%1: bytes %2 to %3 were wrong (%4).").arg(m_card.name()).arg(differences->first).arg(differences->last)
                           .arg(describePlace(m_image, differences->first, differences->last)));
    for (const Extent &run : differences->runs) {
        m_report.bytesWritten += run.length;
        if (Status written = m_io.writeNow(run.offset, found->part(run.offset - piece.stretch.base, run.length), found); !written)
            return written;
    }
    return ok();
}

/// What differs; `found` then has what should be there. A place that cannot be read differs as a whole.
Result<Differences> ReadBack::compare(const ImagePiece &piece, const std::shared_ptr<AlignedBuffer> &found)
{
    const Extents extents = extentsOf(piece.stretch, m_card.blockSize(), 0);
    bool isReadable = true;
    for (const Extent &extent : extents) {
        const Status read = m_io.readNow(extent.offset, found->part(extent.offset - piece.stretch.base, extent.length), found);
        const bool mayBeWritten = !read && read.error().code == Errc::Failed && piece.stretch.isWholeBlocks(m_card.blockSize());
        if (!read && !mayBeWritten)
            return passOn(read);
        isReadable = isReadable && read;
    }
    Differences differences = bringUpToDate(found->all(), piece, extents, 0);
    if (!isReadable) {
        differences.runs = extents;
        differences.first = piece.stretch.start();
        differences.last = piece.stretch.end() - 1;
    }
    return differences;
}

tl::unexpected<Error> ReadBack::giveUp()
{
    ImagePiece piece;
    StretchCursor cursor(m_image.map);
    while (cursor.next(piece.stretch) && !m_bad.at(piece.stretch.index)) { }
    qint64 first = piece.stretch.start();
    qint64 last = piece.stretch.end() - 1;
    if (Result<std::unique_ptr<SourceReader>> reader = SourceReader::open(m_image); reader && (*reader)->read(piece, {})) {
        const Result<Differences> differences = compare(piece, std::make_shared<AlignedBuffer>(stretchBytes));
        if (differences && differences->first >= 0) {
            first = differences->first;
            last = differences->last;
        }
    }
    return fail(Errc::ChecksumMismatch,
                tr("%1 does not keep what is written to it: %2 places were wrong after %3 tries, the first in its bytes %4 to %5 (%6); "
                   "throw the card away.")
                    .arg(m_card.name()).arg(m_badCount).arg(m_options.repairs + 1).arg(first).arg(last)
                    .arg(describePlace(m_image, first, last)));
}

} // namespace coffer
