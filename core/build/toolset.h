// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/aptarchive.h"

namespace coffer {

/// The folder of amd64 programs of the cluster's suite that stand in for emulated ones while a
/// system is configured, and of the emulator itself; an empty string where this kernel cannot use
/// them, and the system's own emulation does it all. Made in seconds when it is not cached. Blocks.
Result<QString> nativeToolset(const BuildContext &context, const AptArchive &archive, Progress &progress);

} // namespace coffer
