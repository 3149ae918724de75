// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/blocktarget.h"
#include "core/flash/cardio.h"
#include "core/flash/cardmarker.h"
#include "core/flash/imagesource.h"

#include <QList>

#include <optional>

namespace coffer {

struct FlashOptions
{
    bool verify = true;        ///< read back what was written
    bool skipEqual = true;     ///< do not write what is on the card already, where that is faster
    bool checkCapacity = true; ///< look whether the card has the room it claims, before much is written
    int repairs = 2;           ///< how often what comes back wrong is written again
    QString memory;            ///< folder for what is known of checked images (ImageMemory); empty: none
    Patience patience;
};

struct FlashReport
{
    qint64 bytesWritten = 0;  ///< to the card, the first MiB included
    qint64 bytesSkipped = 0;  ///< mapped bytes that were on the card already, found by reading it
    qint64 bytesVerified = 0; ///< mapped bytes that were read from the medium and found right
    int repaired = 0;         ///< places that came back wrong at first
    int retries = 0;          ///< requests that failed at first
    double secondsWriting = 0;
    double secondsVerifying = 0;
};

/// One of several cards: its target and where it tells how far it is. Both outlive the flashing; the progress is used on
/// a thread of the card's own.
struct FlashTask
{
    BlockTarget *card = nullptr;
    Progress *progress = nullptr;
    std::optional<CardMarker> marker = {}; ///< what the card shall say of itself; nothing: it holds the image's bytes alone
};

/// Writes the image's mapped ranges to each card and reads them back, one reading of the image for all. Each card goes
/// at its own pace, and a failing or cancelled one ends alone. For each:
/// - Nothing is written before the first difference is found. Then old signatures go first (the first and the last MiB
///   become zeros, as far as they are not mapped), and a flush.
/// - What the card holds already is not written, as long as finding that out is faster than writing.
/// - What was written is flushed and read back past the caches; what comes back wrong is written again, up to
///   `repairs` times. All this while the card does not boot.
/// - The first MiB comes last, between flushes, with the marker in it; its very last block is the one with the partition
///   table.
/// The image's checksums are verified on the way, unless it is remembered as checked. Memory: 40 MiB for one card and up
/// to 16 MiB for each further one, besides what unpacking takes. Phases: "write", "flush", "verify", "finish". Blocks.
/// Errors, one result a card, in order. Before anything is written: CardTooSmall; InvalidInput (raw image of another
/// size than the map tells). Later: ChecksumMismatch (of the card, with place), InvalidInput (image cut
/// off, too long, damaged), CardGone, CardStalled, NoSpace, Failed, Cancelled. The card then does not boot and is not taken for a
/// finished one.
QList<Result<FlashReport>> flashCards(const ImageSource &image, const QList<FlashTask> &tasks, const FlashOptions &options = {});

/// The same for one card, on the calling thread.
Result<FlashReport> flashCard(const ImageSource &image, BlockTarget &card, Progress &progress, const FlashOptions &options = {},
                              const std::optional<CardMarker> &marker = {});

/// Reads the mapped ranges back from the medium and compares them with the map's checksums (with the image where the
/// map lacks some, or where they differ, to tell where). A marker of ours counts as the zeros that the image has in its
/// place. Phase: "verify". Blocks.
/// Errors: ChecksumMismatch with the byte range, CardTooSmall, CardGone, CardStalled, Failed, Cancelled.
Result<FlashReport> verifyImage(const ImageSource &image, BlockTarget &card, Progress &progress);

} // namespace coffer
