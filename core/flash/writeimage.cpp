// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/cardio.h"
#include "core/flash/chunkpump.h"
#include "core/flash/flash.h"
#include "core/flash/mappedreader.h"

#include <QElapsedTimer>

#include <algorithm>

namespace coffer {
namespace {

constexpr qint64 mebi = qint64(1) << 20;

/// The card's first MiB: where the boot ROM and everyone else look. It is collected here and
/// written when all else is on the card.
class Head
{
public:
    explicit Head(BlockTarget &card) : m_card(card), m_bytes(std::min(mebi, card.size())) {}

    bool contains(const Chunk &chunk) const { return chunk.offset < qint64(m_bytes.all().size()); }
    void add(const Chunk &chunk)
    {
        std::ranges::copy(chunk.data(), m_bytes.part(chunk.offset, chunk.length).begin());
    }

    /// Zeros where partition tables are: in the first MiB, and in the last for GPT's second copy.
    Status wipe() const
    {
        const qint64 size = qint64(m_bytes.all().size());
        const AlignedBuffer zeros(mebi + m_card.blockSize());
        if (Status wiped = m_card.write(0, zeros.part(0, size)); !wiped)
            return wiped;
        const qint64 tail = std::max(size, roundDown(m_card.size() - mebi, m_card.blockSize()));
        if (tail >= m_card.size())
            return ok();
        return m_card.write(tail, zeros.part(0, m_card.size() - tail));
    }

    /// Makes the card a finished one; takes that back as far as it can when it fails.
    Status write() const
    {
        Status written = m_card.write(0, m_bytes.all());
        if (written)
            written = m_card.flush();
        if (!written)
            static_cast<void>(wipe());
        return written;
    }

private:
    BlockTarget &m_card;
    AlignedBuffer m_bytes;
};

/// Everything but the first MiB, which is in `head` afterwards.
Status writeBody(MappedReader &reader, const Bmap &map, BlockTarget &card, Head &head, Progress &progress)
{
    const auto fill = [&](Chunk &chunk, const std::stop_token &stop) { return reader.next(chunk, stop); };
    const auto use = [&](Chunk &chunk) {
        if (!head.contains(chunk))
            return writeChunk(card, chunk);
        head.add(chunk);
        return ok();
    };
    progress.begin(QStringLiteral("write"), map.mappedBytes());
    const Status written = pumpChunks(card.blockSize(), fill, use, progress);
    if (written)
        progress.finish();
    return written;
}

Status finishCard(BlockTarget &card, const Head &head, Progress &progress)
{
    progress.begin(QStringLiteral("flush"), 0);
    const Status finished = card.flush()
                                .and_then([&] { return progress.checkCancelled(); })
                                .and_then([&] { return head.write(); });
    if (finished)
        progress.finish();
    return finished;
}

} // namespace

Result<FlashReport> writeImage(QIODevice &image, const Bmap &map, BlockTarget &card, Progress &progress)
{
    QElapsedTimer clock;
    clock.start();
    MappedReader reader(image, map);
    Head head(card);
    const Status written = checkRoom(map, card)
                               .and_then([&] { return reader.checkSize(); })
                               .and_then([&] { return progress.checkCancelled(); })
                               .and_then([&] { return head.wipe(); })
                               .and_then([&] { return card.flush(); })
                               .and_then([&] { return writeBody(reader, map, card, head, progress); })
                               .and_then([&] { return finishCard(card, head, progress); });
    if (!written)
        return passOn(written);
    FlashReport report;
    report.bytesWritten = map.mappedBytes();
    report.secondsWriting = double(clock.elapsed()) / 1000;
    return report;
}

} // namespace coffer
