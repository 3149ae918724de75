// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/ubootsource.h"

namespace coffer {

/// The stage of a board's boot loader, cross-built from Debian's U-Boot source with our patches and
/// settings. Its folder has the boot blobs, the environment of that build as text, the licences, and
/// u-boot-source.tar, from which the same can be made again. `partsFolder` is the folder of
/// bootLoaderPartsStage(), which has to be finished when this stage is made. Stages of different
/// boards may be made at the same time. Reads the board's files only. Errors: those of reading.
Result<Stage> bootLoaderStage(const Board &board, const BootLoaderParts &parts, const QString &partsFolder);

/// The finished folder of bootLoaderStage(), made if need be, with all that it needs. Blocks.
Result<QString> bootLoader(const BuildContext &context, const Board &board, const AptArchive &archive, Progress &progress);

} // namespace coffer
