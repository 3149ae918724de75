// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/bodywriter.h"

#include "core/flash/capacity.h"

#include <algorithm>

namespace coffer {
namespace {

constexpr std::size_t mostSlots = 12;
constexpr int mostComparing = 8;
constexpr qint64 readGap = 64 * 1024;             ///< a longer gap between mapped bytes is not read
constexpr qint64 runOverhead = 32 * 1024;         ///< what reading a single run back costs, as bytes read in one go
constexpr qsizetype mostRuns = 65536;             ///< remembered one by one
constexpr qint64 leastDoubtful = qint64(1) << 30; ///< smaller cards are not counterfeited

} // namespace

BodyWriter::BodyWriter(const ImageSource &image, BlockTarget &card, CardIo &io, CardEnds &ends, Feeder &feeder, Tap &tap,
                       const FlashOptions &options, Progress &progress, FlashReport &report)
    : m_image(image), m_card(card), m_io(io), m_ends(ends), m_feeder(feeder), m_tap(tap), m_options(options),
      m_progress(progress), m_report(report), m_policy(options.skipEqual, options.verify),
      m_bytesLeft(image.map.mappedBytes())
{
    m_unverified.stretches.resize(countStretches(image.map));
}

Status BodyWriter::write()
{
    StretchCursor cursor(m_image.map);
    Stretch next;
    bool isMore = cursor.next(next);
    while (isMore || !m_slots.empty()) {
        bool hasMoved = false;
        while (isMore && mayBegin() && begin(next)) {
            isMore = cursor.next(next);
            hasMoved = true;
        }
        hasMoved |= takePieces();
        for (Slot &slot : m_slots) {
            if (Status settled = settle(slot); !settled)
                return settled;
            const Result<bool> written = writeRuns(slot);
            if (!written)
                return passOn(written);
            hasMoved |= *written;
        }
        hasMoved |= announce();
        const Result<bool> finished = finishSlots();
        if (!finished)
            return passOn(finished);
        if (Status turned = m_io.turn(!(hasMoved || *finished)); !turned)
            return turned;
        if (Status fed = m_tap.status(); !fed)
            return fed;
    }
    return ok();
}

bool BodyWriter::mayBegin() const
{
    return m_slots.size() < mostSlots && m_io.hasRoom();
}

int BodyWriter::comparing() const
{
    return int(std::ranges::count_if(m_slots, [](const Slot &slot) { return slot.compares && !slot.isSettled; }));
}

Costs BodyWriter::costs() const
{
    return costsOf(m_io.reading(), m_io.writing(), m_io.smallWriting());
}

/// False when it is not known yet how to go on with this stretch.
bool BodyWriter::begin(const Stretch &stretch)
{
    Slot slot;
    slot.stretch = stretch;
    if (!stretch.isFirstMebibyte()) {
        const int underWay = comparing();
        slot.isForced = !stretch.isWholeBlocks(m_card.blockSize());
        slot.compares = slot.isForced || isFasterInOne(stretch, costs());
        if (!slot.compares) {
            const SkipPolicy::Choice choice = m_policy.choose(underWay, costs());
            if (choice == SkipPolicy::Choice::Wait)
                return false;
            slot.compares = choice == SkipPolicy::Choice::Compare;
        }
        if (slot.compares && underWay >= mostComparing)
            return false;
    }
    m_slots.push_back(std::move(slot));
    if (m_slots.back().compares)
        startReading(m_slots.back());
    return true;
}

void BodyWriter::startReading(Slot &slot)
{
    slot.extents = extentsOf(slot.stretch, m_card.blockSize(), readGap);
    slot.found = buffer();
    for (const Extent &extent : std::as_const(slot.extents)) {
        ++slot.reading;
        m_io.read(extent.offset, slot.found->part(extent.offset - slot.stretch.base, extent.length), slot.found,
                  [&slot](const Status &status) {
                      --slot.reading;
                      if (!status)
                          slot.readStatus = status;
                  });
    }
}

/// One that nobody uses any more.
std::shared_ptr<AlignedBuffer> BodyWriter::buffer()
{
    const auto unused = std::ranges::find_if(m_buffers, [](const auto &known) { return known.use_count() == 1; });
    if (unused != m_buffers.end())
        return *unused;
    return m_buffers.emplace_back(std::make_shared<AlignedBuffer>(m_memory.take()));
}

bool BodyWriter::takePieces()
{
    bool hasTaken = false;
    for (Slot &slot : m_slots) {
        const bool isWanted = !slot.piece && !slot.isSettled && (slot.isAnnounced || !m_feeder.isRemembered());
        if (!isWanted)
            continue;
        slot.piece = m_tap.take();
        if (!slot.piece)
            break;
        hasTaken = true;
    }
    return hasTaken;
}

/// Finds out what of the stretch has to be written, when all is there that it takes.
Status BodyWriter::settle(Slot &slot)
{
    if (slot.isSettled)
        return ok();
    if (slot.compares && slot.reading > 0)
        return ok();
    if (slot.compares)
        return settleCompared(slot);
    if (!slot.piece)
        return ok();
    slot.isSettled = true;
    if (slot.stretch.isFirstMebibyte()) {
        m_ends.setFirst(*slot.piece);
        return ok();
    }
    for (const Part &part : std::as_const(slot.stretch.parts))
        slot.runs.append({part.offset, part.length});
    m_unverified.stretches[slot.stretch.index] = true;
    m_bytesToVerify += slot.stretch.mappedBytes();
    return ok();
}

Status BodyWriter::settleCompared(Slot &slot)
{
    if (!slot.readStatus) { // what cannot be read may still be written
        if (slot.isForced || slot.readStatus.error().code != Errc::Failed)
            return slot.readStatus;
        slot.compares = false;
        m_policy.compared(0);
        return settle(slot);
    }
    if (m_feeder.isRemembered() && !slot.isKnownToDiffer) {
        slot.isKnownToDiffer = digestOf(slot.stretch, slot.found->all()) != m_feeder.digest(slot.stretch.index);
        if (!slot.isKnownToDiffer)
            settleEqual(slot);
    }
    if (slot.isSettled || !slot.piece)
        return ok();
    const Differences differences = bringUpToDate(slot.found->all(), *slot.piece, slot.extents, worthwhileGap(costs()));
    m_policy.compared(double(differences.equal) / double(slot.stretch.mappedBytes()));
    slot.runs = differences.runs;
    slot.isSettled = true;
    slot.piece.reset();
    m_report.bytesSkipped += differences.equal;
    rememberRuns(slot);
    return ok();
}

void BodyWriter::settleEqual(Slot &slot)
{
    m_policy.compared(1);
    slot.isSettled = true;
    m_report.bytesSkipped += slot.stretch.mappedBytes();
}

/// Notes what is to be read back: single runs as long as these are few.
void BodyWriter::rememberRuns(Slot &slot)
{
    qint64 cost = 0;
    for (const Extent &run : std::as_const(slot.runs))
        cost += run.length + runOverhead;
    if (cost >= slot.stretch.end() - slot.stretch.start() || m_unverified.runs.size() + slot.runs.size() > mostRuns) {
        m_unverified.stretches[slot.stretch.index] = true;
        m_bytesToVerify += slot.stretch.mappedBytes();
        return;
    }
    for (const Extent &run : std::as_const(slot.runs)) {
        m_unverified.runs.append({slot.stretch.index, run, digestOf(slot.found->part(run.offset - slot.stretch.base, run.length))});
        m_bytesToVerify += run.length;
    }
}

/// Gives the card as many of the slot's runs as it takes now; whether it took any.
Result<bool> BodyWriter::writeRuns(Slot &slot)
{
    bool hasBegun = false;
    while (slot.isSettled && slot.nextRun < slot.runs.size() && m_io.hasRoom()) {
        if (Status begun = beginWriting(); !begun)
            return passOn(begun);
        const Extent run = slot.runs.at(slot.nextRun++);
        const AlignedBuffer &from = slot.compares ? *slot.found : slot.piece->mebibyte;
        const std::shared_ptr<const void> keep = slot.compares ? std::shared_ptr<const void>(slot.found) : slot.piece;
        ++slot.writing;
        m_report.bytesWritten += run.length;
        m_io.write(run.offset, from.part(run.offset - slot.stretch.base, run.length), keep, [&slot](const Status &status) {
            --slot.writing;
            if (!status)
                slot.writeStatus = status;
        });
        hasBegun = true;
    }
    return hasBegun;
}

/// Before the first write: nothing on the card may look complete any more, and it should have the room it claims.
Status BodyWriter::beginWriting()
{
    if (m_ends.isWiped())
        return ok();
    if (Status wiped = m_ends.wipe(); !wiped)
        return wiped;
    const bool isDoubtful = m_options.checkCapacity && m_card.size() >= leastDoubtful;
    return isDoubtful ? checkCapacity(m_card, m_io) : ok();
}

/// Tells the feeder, in order, which pieces are wanted.
bool BodyWriter::announce()
{
    bool hasTold = false;
    for (Slot &slot : m_slots) {
        if (slot.isAnnounced)
            continue;
        if (slot.compares && slot.reading > 0)
            break;
        slot.isAnnounced = true;
        hasTold = true;
        if (slot.compares && slot.isSettled)
            m_tap.pass(slot.stretch.index);
        else
            m_tap.want(slot.stretch.index);
    }
    return hasTold;
}

/// Lets go of what is on the card; whether anything is.
Result<bool> BodyWriter::finishSlots()
{
    bool hasFinished = false;
    while (!m_slots.empty()) {
        Slot &slot = m_slots.front();
        if (!slot.writeStatus)
            return passOn(slot.writeStatus);
        if (!slot.isSettled || !slot.isAnnounced || slot.nextRun < slot.runs.size() || slot.writing > 0)
            break;
        const qint64 bytes = slot.stretch.mappedBytes();
        m_bytesLeft -= bytes;
        m_slots.pop_front();
        estimate();
        m_progress.advance(bytes);
        hasFinished = true;
    }
    return hasFinished;
}

/// Reading back takes what follows the writing.
void BodyWriter::estimate()
{
    const bool skips = m_report.bytesSkipped > m_report.bytesWritten;
    const qint64 toRead = m_options.verify ? m_bytesToVerify + (skips ? 0 : m_bytesLeft) : 0;
    m_progress.setSecondsAfter(double(toRead) * costs().read);
}

} // namespace coffer
