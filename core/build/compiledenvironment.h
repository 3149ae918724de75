// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/environment.h"

namespace coffer {

/// The environment compiled into a U-Boot binary: the one run of NUL-terminated "name=value" strings
/// with "bootcmd" in it, closed by an empty string (U-Boot's include/env_default.h).
/// Errors: NotFound.
Result<Environment> compiledEnvironment(const QByteArray &binary);

} // namespace coffer
