// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/packageset.h"

namespace coffer {

/// The stage, and the packages that it comes from (files and sizes are not known).
struct KernelStage
{
    Stage stage;
    PackageSet packages;
};

/// The stage of the cluster's kernel for arm64, Debian's or built from Debian's source as cluster.toml says. Its
/// folder has the .deb of the image and that of the package which always depends on the newest one, a Packages index of
/// both, and the file "version" that names the kernel's release; with a kernel built here, also what it was made from. To
/// make that takes half an hour of two cores. Errors: NotFound, InvalidInput (configuration), Failed.
Result<KernelStage> kernelStage(const BuildContext &context, const AptArchive &archive, Progress &progress);

/// The packages that kernel packages depend on, of either origin.
QStringList kernelNeeds();

/// Writes `folder`/Packages, the index of the .deb files there (deb-src(5), repository format), by which
/// apt can install from the folder. Blocks.
Status writePackageIndex(const QString &folder, Progress &progress);

} // namespace coffer
