// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/aptarchive.h"

#include <QStringList>

namespace coffer {

/// A folder with the cluster's kernel for arm64, Debian's or built from Debian's source as cluster.toml
/// says: the .deb of the image and that of the package which always depends on the newest one (see
/// kernelPackageName), a Packages index of both, and the file "version" that names the kernel's release.
/// With a kernel built here, also what it was made from. The archive's lists must be there. Blocks,
/// for a build from source up to hours. Errors: NotFound, NoSpace, InvalidInput (configuration), Failed.
Result<QString> kernelPackages(const BuildContext &context, const AptArchive &archive, Progress &progress);

/// The package to install for the cluster's kernel: "linux-image-arm64" is Debian's,
/// "linux-image-cofferware" ours, from the folder above.
QString kernelPackageName(const Cluster &cluster);

/// `packages` with the cluster's kernel instead of Debian's.
QStringList withClustersKernel(QStringList packages, const Cluster &cluster);

/// Writes `folder`/Packages, the index of the .deb files there (deb-src(5), repository format), by which
/// apt can install from the folder. Blocks.
Status writePackageIndex(const QString &folder, Progress &progress);

} // namespace coffer
