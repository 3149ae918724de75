// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/boards/board.h"

#include <QByteArray>

namespace coffer {

/// Whether the finished configuration has every setting of our fragments ("CONFIG_X=value" or
/// "# CONFIG_X is not set"; the last of several counts): Kconfig drops what it does not know or what
/// something else forces, and says nothing. Errors: InvalidInput with the first that is missing.
Status checkFragment(const QByteArray &config, const QByteArray &fragment);

/// Whether a U-Boot of this configuration reads one environment, from the card, where the board has it.
/// Errors: InvalidInput with both places.
Status checkEnvironmentPlace(const QByteArray &config, const Board &board);

} // namespace coffer
