// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/build/context.h"

#include <QStringList>

namespace coffer {

/// The folder of a board's products below `output` (build/images).
QString productFolder(const QString &output, const QString &boardId);

/// The disk image of a node: of the head "<board>-disk.img", of a compute node "<node>.img".
QString nodeImagePath(const QString &output, const Node &node);

/// How a build is made.
struct BuildOptions
{
    QList<Role> roles{Role::Head, Role::Compute}; ///< whose boards
    qint64 epoch = 0; ///< when all is said to be built, seconds of 1970; 0: when it is
    QString lock; ///< a packages.lock: exactly these versions, and as if built then; empty: the newest
    qint64 cacheLimit = qint64(20) << 30; ///< bytes the cache may keep; the longest unused goes
};

/// Builds into the output folder what belongs to the boards, and the kernel packages into kernel/ beside: boot loaders,
/// root file systems, the cards' images with their maps (of a compute board, one a node), manifests, packages.lock. What has
/// not changed is not made again; independent stages are made side by side. A second build with the same cache waits for the
/// first. Returns the products' paths. Blocks for minutes. Errors: those of the stages, explained (see explainFailure()),
/// Refused when a key is missing, Cancelled.
Result<QStringList> buildProducts(const BuildContext &context, const BuildOptions &options, Progress &progress);

} // namespace coffer
