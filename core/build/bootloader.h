// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/ubootsource.h"

namespace coffer {

/// The name of the stage below.
QString bootLoaderName(const Board &board);

/// The stage of a board's boot loader, cross-built from Debian's U-Boot source with our patches and
/// settings. Its folder has the boot blobs, the environment of that build as text, the licences, and
/// u-boot-source.tar, from which the same can be made again. It needs bootLoaderPartsStage(). Reads the
/// board's files only. Errors: those of reading.
Result<Stage> bootLoaderStage(const Board &board, const BootLoaderParts &parts);

} // namespace coffer
