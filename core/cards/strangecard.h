// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/blocktarget.h"

namespace coffer {

/// Makes a blank card of at least 4 MiB one that somebody else has used: a partition with an empty FAT file system
/// named PHOTOS. For virtual cards. Errors: Refused (too small), the card's. Blocks.
Status makeStrange(BlockTarget &card);

} // namespace coffer
