// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cards/opencard.h"

namespace coffer {

/// Opens what was named on the command line, for a card of at least `minimumSize` bytes: a card in
/// a reader (its node or a link to it), a regular file that stands for a card (created when absent,
/// unless only read), or a loop device over a file that nothing uses.
/// Errors: Refused for all else, with the reason, and nothing is written or created; CardTooSmall;
/// CardGone; NotFound (only when read); Failed. May block for 2 s.
Result<std::unique_ptr<BlockTarget>> openNamedTarget(const QString &target, qint64 minimumSize,
                                                     Access access = Access::ReadWrite);

} // namespace coffer
