// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/capacity.h"

#include "core/base/format.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cstring>
#include <vector>

namespace coffer {
namespace {

constexpr qint64 markBase = qint64(3) << 20;
constexpr qint64 leastDistance = qint64(16) << 20;
constexpr int evenMarks = 16;

/// A block of the card that is marked, and what it held.
struct Mark
{
    qint64 offset = 0;
    std::shared_ptr<AlignedBuffer> before;
    std::shared_ptr<AlignedBuffer> marker;
    std::shared_ptr<AlignedBuffer> found;
};

std::vector<Mark> prepareMarks(const BlockTarget &card)
{
    const auto block = [&] { return std::make_shared<AlignedBuffer>(card.blockSize()); };
    std::vector<Mark> marks;
    for (qint64 offset : capacityMarks(card.size(), card.blockSize())) {
        Mark mark{offset, block(), block(), block()};
        // Random, so that no earlier marker is taken for this one.
        QRandomGenerator::system()->fillRange(reinterpret_cast<quint32 *>(mark.marker->all().data()), card.blockSize() / 4);
        marks.push_back(std::move(mark));
    }
    return marks;
}

Status markAll(std::vector<Mark> &marks, CardIo &io)
{
    for (Mark &mark : marks) {
        if (Status written = io.writeNow(mark.offset, mark.marker); !written)
            return written;
    }
    if (Status flushed = io.flushNow(); !flushed)
        return flushed;
    for (Mark &mark : marks) {
        if (Status read = io.readNow(mark.offset, mark.found); !read)
            return read;
    }
    return ok();
}

Status putBack(std::vector<Mark> &marks, CardIo &io)
{
    const CardIo::Uninterrupted order(io);
    Status outcome;
    for (Mark &mark : marks) {
        if (Status written = io.writeNow(mark.offset, mark.before); !written)
            outcome = written;
    }
    return outcome;
}

} // namespace

QList<qint64> capacityMarks(qint64 size, qint64 blockSize)
{
    const qint64 last = roundDown(size, blockSize) - blockSize;
    QList<qint64> marks = {markBase};
    for (qint64 distance = leastDistance; markBase + distance < last; distance *= 2)
        marks.append(markBase + distance);
    for (int i = 1; i < evenMarks; ++i)
        marks.append(roundDown(size / evenMarks * i, blockSize));
    marks.append(last);
    std::sort(marks.begin(), marks.end());
    marks.erase(std::unique(marks.begin(), marks.end()), marks.end());
    return marks;
}

Status checkCapacity(BlockTarget &card, CardIo &io)
{
    std::vector<Mark> marks = prepareMarks(card);
    for (Mark &mark : marks) {
        const Status read = io.readNow(mark.offset, mark.before);
        if (!read && read.error().code != Errc::Failed) // what cannot be read has nothing to be put back
            return read;
    }
    const Status marked = markAll(marks, io);
    const Status restored = !marked && isLost(marked.error()) ? ok() : putBack(marks, io);
    if (!marked || !restored)
        return marked ? restored : marked;
    const auto wrong = std::find_if(marks.begin(), marks.end(), [](const Mark &mark) { return !isEqual(mark.marker->all(), mark.found->all()); });
    if (wrong == marks.end())
        return ok();
    // Of two places that are one block the lower shows the mark of the upper.
    const auto other = std::find_if(marks.begin(), marks.end(), [&](const Mark &mark) { return isEqual(mark.marker->all(), wrong->found->all()); });
    const qint64 room = other == marks.end() ? wrong->offset : std::abs(other->offset - wrong->offset);
    return fail(Errc::Failed, tr("%1 claims %2, but has no more than about %3: it is a counterfeit or broken; throw it away.")
                                  .arg(card.name(), formatBytes(card.size()), formatBytes(room)));
}

} // namespace coffer
