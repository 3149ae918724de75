// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/aptarchive.h"

namespace coffer {

/// A folder with the kernel packages of the cluster's suite (arm64), a Packages index of them
/// (deb-src(5), repository format) and the file "version" that names the kernel's release. Blocks.
Result<QString> kernelPackages(const BuildContext &context, const AptArchive &archive, Progress &progress);

} // namespace coffer
