// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/aptarchive.h"
#include "core/image/environment.h"
#include "core/image/nodeimage.h"

namespace coffer {

/// A folder with the board's boot blobs, and the default environment of that build as text. Taken
/// from Debian's package or built from Debian's U-Boot source, as the board says. Blocks.
Result<QString> bootLoader(const BuildContext &context, const Board &board, const AptArchive &archive, Progress &progress);

/// The environment compiled into a U-Boot binary: the one run of NUL-terminated "name=value" strings
/// with "bootcmd" in it, closed by an empty string (U-Boot's include/env_default.h).
/// Errors: NotFound.
Result<Environment> compiledEnvironment(const QByteArray &binary);

} // namespace coffer
