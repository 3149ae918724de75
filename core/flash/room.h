// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bmap/bmap.h"
#include "core/flash/blocktarget.h"

namespace coffer {

/// Ok when the image of `map` has room on `card`. Errors: CardTooSmall.
Status checkRoom(const Bmap &map, const BlockTarget &card);

} // namespace coffer
