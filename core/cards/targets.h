// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cards/opencard.h"

namespace coffer {

/// Opens what was named on the command line, of at least rules.least bytes: a card in
/// a reader (its node or a link to it), a regular file that stands for a card (created when absent,
/// unless only read), or a loop device over a file that nothing uses.
/// Errors: Refused for all else, with the reason, and nothing is written or created; CardTooSmall;
/// CardGone; NotFound (only when read); Cancelled; Failed. May block: see openCard().
Result<std::unique_ptr<BlockTarget>> openNamedTarget(const QString &target, const CardRules &rules,
                                                     Access access = Access::ReadWrite, const CancelToken &cancel = {});

} // namespace coffer
