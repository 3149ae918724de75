// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/batch/batchstate.h"

#include <optional>

namespace coffer {

/// How far the present card of a node is, as it told last.
struct CardProgress
{
    FlashPhase phase = FlashPhase::Preparing;
    double share = -1;       ///< of the phase, 0 to 1; negative: unknown
    double rate = 0;         ///< bytes a second
    double secondsLeft = -1; ///< until the card is done; negative: unknown

    bool operator==(const CardProgress &) const = default;
};

/// What an event tells of a card's progress; nothing when it is about something else (log lines, making an image).
std::optional<CardProgress> cardProgressOf(const ProgressEvent &event);

/// The share of `phase` that is done, 0 to 1, even when the last word was about the phase before or after it; negative: unknown.
double shareOf(const CardProgress &progress, FlashPhase phase);

/// The share of the whole card that is done, 0 to 1: writing is the first half, reading back the second.
double wholeShareOf(const CardProgress &progress);

/// "43 %", as the locale writes it.
QString percentText(double share);
/// "42.5 MB/s", as the locale writes it; decimal units, as cards and readers are sold by them.
QString rateText(double bytesPerSecond, int decimals = 1);

} // namespace coffer
