// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/boards/board.h"
#include "core/build/kconfig.h"

namespace coffer {

/// Whether a U-Boot of this configuration reads one environment, from the card, where the board has it.
/// Errors: InvalidInput with both places.
Status checkEnvironmentPlace(const KconfigOptions &config, const Board &board);

} // namespace coffer
