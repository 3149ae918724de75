// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/progress.h"
#include "core/cards/card.h"
#include "core/flash/blocktarget.h"

#include <memory>

namespace coffer {

enum class Access { ReadWrite, ReadOnly };

/// Opens the block device at `devNode` directly, exclusively and past the cache, if the medium in it is the
/// one numbered `diskSeq`, and locks it. There is no second way in: what is busy stays closed.
/// Errors, each with its sentence: CardGone, Busy (mounted, held, locked), Refused (not permitted,
/// write-protected, unnumbered media), Failed. May block for 2 s while others look at a new card.
Result<std::unique_ptr<BlockTarget>> openBlockDevice(const QString &devNode, quint64 diskSeq, Access access);

/// Opens exactly this card if it still is one that classify() offers: unmounts what a desktop has
/// mounted of it, and opens the node, through UDisks where this user may not (see udisks.h; then a
/// person may be asked, and it may block for minutes). Errors: as above, NotFound (there is no UDisks), Cancelled.
Result<std::unique_ptr<BlockTarget>> openCard(const Card &card, const CardRules &rules, Access access, const CancelToken &cancel);

/// A descriptor to look at exactly this card with: not exclusive, not locked, nothing unmounted; else as openCard().
Result<Fd> openToLook(const Card &card, const CancelToken &cancel);

} // namespace coffer
