// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/kernelsource.h"

namespace coffer {

/// Cross-builds the kernel below `folder` and leaves there linux-image-<release>_…_arm64.deb, laid out as
/// Debian's so that initramfs-tools and u-boot-menu find it, linux-image-cofferware_…_arm64.deb, and what
/// makes them again: "config", "copyright", "source", the patches. Returns the release,
/// "6.12.117-cofferware". The same source gives the same bytes. Blocks for half an hour of two cores.
/// Errors: NoSpace, InvalidInput (an option that the kernel does not take, a patch that does not fit), Failed.
Result<QString> buildKernel(const AptArchive &archive, const KernelSource &source, const QString &folder, Progress &progress);

} // namespace coffer
