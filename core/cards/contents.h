// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/cardmarker.h"

#include <variant>

namespace coffer {

// What is on a card.
struct BlankCard      {};
struct MarkedCard     { CardMarker marker; };  ///< we wrote it, and nobody has partitioned it since
struct ForeignCard    { QString description; bool isKnown = true; };///< "1 partition: FAT PHOTOS (12.0 GiB used)"; whether it is known what that is
struct UnreadableCard { QString why; };        ///< one sentence
using CardContents = std::variant<BlankCard, MarkedCard, ForeignCard, UnreadableCard>;

/// The same for people, as what follows "holds": "nothing (blank)", "node07 of c16, written on …".
QString describe(const CardContents &contents);

/// Looks at an open card or file for our marker, then for partitions, file systems, their labels and use (libblkid).
/// Blank is only what has none of them and holds nothing but zeros (or all ones, as erased flash) at its start, its end
/// and wherever it is sampled between. Never trusts what it reads. Blocks while it reads about 3 MiB.
CardContents readContents(int fd);

} // namespace coffer
