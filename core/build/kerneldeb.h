// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace coffer {

/// A kernel that is to become a package.
struct KernelDeb
{
    QString tree;          ///< its files as they are to be installed; the packages' control files are added
    QString release;       ///< "6.12.117-cofferware"
    QByteArray sourceVersion; ///< of Debian's source package linux, "6.12.117-1"
    QDateTime date;        ///< no file in the package is newer
};

/// Packs the tree as linux-image-<release> into `folder`, with scripts that run depmod and the hooks of
/// /etc/kernel as Debian's do, and linux-image-cofferware, which depends on it. The same tree gives the
/// same bytes. Blocks for a minute. Errors: Failed.
Status packKernel(const KernelDeb &deb, const QString &folder, Progress &progress);

} // namespace coffer
