// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchrunner.h"
#include "core/cards/virtualreader.h"

#include <functional>

namespace coffer {

/// Lets the virtual reader change its cards by itself, as `runner` asks for them: "<node's name>.card"
/// goes in for each node and comes out when it is done. There is nobody to ask or to try again by hand:
/// what such a card holds is written over, and a node that fails comes again at the end, once.
/// With several slots as many cards are in at once. A card that cannot be put in cancels the batch
/// and is told to `onError`. Begins with what the batch asks for now; holds as long as both live, or until
/// `reader` is disconnected from `runner`.
void swapByItself(BatchRunner &runner, VirtualReader &reader, std::function<void(const Error &)> onError);

} // namespace coffer
