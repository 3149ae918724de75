// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/cardends.h"

#include "core/flash/place.h"

#include <algorithm>
#include <array>

namespace coffer {
namespace {

constexpr qint64 mebi = qint64(1) << 20;
/// In the order in which they are written: the RK3399 boot ROM's first sector (64), the partition table.
constexpr std::array<qint64, 2> keyOffsets = {32 * 1024, 0};

} // namespace

CardEnds::CardEnds(const ImageSource &image, BlockTarget &card, CardIo &io)
    : m_image(image), m_card(card), m_io(io), m_first(std::make_shared<AlignedBuffer>(std::min(mebi, card.size()))),
      m_firstFound(std::make_shared<AlignedBuffer>(std::min(mebi, card.size())))
{
    m_tailOffset = std::max(qint64(m_first->all().size()), roundDown(card.size() - mebi, card.blockSize()));
    if (m_tailOffset < card.size())
        m_tail = std::make_shared<AlignedBuffer>(card.size() - m_tailOffset);
}

Status CardEnds::look()
{
    // What cannot be read may still be written; it counts as old.
    const auto isBroken = [](const Status &read) { return !read && read.error().code == Errc::Failed; };
    const Status readFirst = m_io.readNow(0, m_firstFound);
    m_isFirstReadable = bool(readFirst);
    if (!readFirst && !isBroken(readFirst))
        return readFirst;
    if (!m_tail)
        return ok();
    const Status readTail = m_io.readNow(m_tailOffset, m_tail);
    if (!readTail && !isBroken(readTail))
        return readTail;
    m_hasOldTail = !readTail;
    qint64 at = m_tailOffset; // what is before is mapped
    const auto clearTo = [&](qint64 end) {
        if (end <= at)
            return;
        const std::span<std::byte> gap = m_tail->part(at - m_tailOffset, end - at);
        m_hasOldTail = m_hasOldTail || !isZero(gap);
        std::ranges::fill(gap, std::byte(0));
    };
    const Bmap &map = m_image.map;
    for (const BmapRange &range : map.ranges) {
        const qint64 end = map.offset(range) + map.length(range);
        if (end <= m_tailOffset)
            continue;
        clearTo(map.offset(range));
        at = end;
    }
    clearTo(m_card.size());
    return ok();
}

Status CardEnds::wipe()
{
    m_isWiped = true;
    Status wiped;
    for (auto offset = keyOffsets.rbegin(); wiped && offset != keyOffsets.rend(); ++offset) {
        if (*offset < qint64(m_first->all().size()))
            wiped = writeFlushed(*offset, std::make_shared<AlignedBuffer>(m_card.blockSize()));
    }
    if (wiped)
        wiped = m_io.writeNow(0, std::make_shared<AlignedBuffer>(qint64(m_first->all().size())));
    if (wiped && m_hasOldTail)
        wiped = m_io.writeNow(m_tailOffset, m_tail);
    return wiped;
}

void CardEnds::setFirst(const ImagePiece &piece)
{
    for (const Part &part : piece.stretch.parts)
        std::ranges::copy(piece.bytes(part), m_first->part(part.offset, part.length).begin());
}

void CardEnds::sign(const CardMarker &marker)
{
    const std::span<std::byte> first = m_first->all();
    if (qint64(first.size()) < markerReach || !isZero(m_first->part(markerOffset, markerSize)))
        return;
    const QByteArray block = formatMarker(marker, {first.data(), qsizetype(first.size())});
    std::ranges::copy(std::as_bytes(std::span(block.constData(), std::size_t(block.size()))), m_first->part(markerOffset, markerSize).begin());
}

bool CardEnds::isFirstThere() const
{
    return !m_isWiped && m_isFirstReadable && isEqual(m_first->all(), m_firstFound->all());
}

Status CardEnds::finish(const FlashOptions &options, Progress &progress, FlashReport &report)
{
    Status finished = writeInOrder(report.bytesWritten);
    for (int round = 1; finished && options.verify; ++round) {
        const Result<Differences> wrong = compareFirst();
        if (wrong && wrong->first < 0)
            break;
        if (!wrong || round > options.repairs) {
            finished = wrong ? keepsWrong(*wrong, round) : passOn(wrong);
            break;
        }
        report.repaired += round == 1 ? 1 : 0;
        progress.log(tr("%1: bytes %2 to %3 were wrong (%4); they are written again (%5 of %6).")
                         .arg(m_card.name()).arg(wrong->first).arg(wrong->last)
                         .arg(describePlace(m_image, wrong->first, wrong->last)).arg(round).arg(options.repairs));
        finished = wipe().and_then([&] { return writeInOrder(report.bytesWritten); });
    }
    if (!finished && !isLost(finished.error()))
        takeBack();
    return finished;
}

/// What cannot be read differs as a whole: writing it again may help.
Result<Differences> CardEnds::compareFirst()
{
    const Status read = m_io.readNow(0, m_firstFound);
    if (!read && read.error().code != Errc::Failed)
        return passOn(read);
    const std::span<const std::byte> wanted = m_first->all();
    const std::span<const std::byte> found = m_firstFound->all();
    Differences differences;
    if (read && isEqual(wanted, found))
        return differences;
    differences.first = 0;
    differences.last = qint64(wanted.size()) - 1;
    for (; read && wanted[std::size_t(differences.first)] == found[std::size_t(differences.first)]; ++differences.first) { }
    for (; read && wanted[std::size_t(differences.last)] == found[std::size_t(differences.last)]; --differences.last) { }
    return differences;
}

tl::unexpected<Error> CardEnds::keepsWrong(const Differences &wrong, int tries) const
{
    return fail(Errc::ChecksumMismatch,
                tr("%1 does not keep what is written to it: its bytes %2 to %3 were wrong after %4 tries (%5); throw the card away.")
                    .arg(m_card.name()).arg(wrong.first).arg(wrong.last).arg(tries)
                    .arg(describePlace(m_image, wrong.first, wrong.last)));
}

/// As far as the card still lets.
void CardEnds::takeBack()
{
    const CardIo::Uninterrupted order(m_io);
    if (!wipe())
        static_cast<void>(m_io.writeNow(0, std::make_shared<AlignedBuffer>(qint64(m_first->all().size()))));
    static_cast<void>(m_io.flushNow());
}

Status CardEnds::writeFlushed(qint64 offset, const std::shared_ptr<AlignedBuffer> &blocks)
{
    return m_io.writeNow(offset, blocks).and_then([&] { return m_io.flushNow(); });
}

Status CardEnds::writeInOrder(qint64 &written)
{
    const auto writeAndFlush = [&](qint64 offset, const std::shared_ptr<AlignedBuffer> &buffer) {
        written += qint64(buffer->all().size());
        return writeFlushed(offset, buffer);
    };
    if (isFirstThere()) // the whole image is: then there is nothing to hide
        return writeAndFlush(0, m_first);

    const qint64 blockSize = m_card.blockSize();
    const auto body = std::make_shared<AlignedBuffer>(qint64(m_first->all().size()));
    std::ranges::copy(m_first->all(), body->all().begin());
    QVarLengthArray<std::pair<qint64, std::shared_ptr<AlignedBuffer>>, 2> keys;
    for (qint64 offset : keyOffsets) {
        if (offset >= qint64(body->all().size()))
            continue;
        const std::span<std::byte> block = body->part(offset, blockSize);
        const auto key = std::make_shared<AlignedBuffer>(blockSize);
        std::ranges::copy(block, key->all().begin());
        std::ranges::fill(block, std::byte(0));
        keys.append({offset, key});
    }
    Status done = writeAndFlush(0, body);
    for (auto key = keys.begin(); done && key != keys.end(); ++key)
        done = writeAndFlush(key->first, key->second);
    return done;
}

} // namespace coffer
