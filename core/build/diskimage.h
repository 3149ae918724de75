// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/image/nodeimage.h"

namespace coffer {

/// Makes a file whose root file system stands at Board::rootStart() the disk image of `node`: adds partition table,
/// boot blobs and environment. No loop device and no mount is needed. Blocks. Errors: those of bootPieces().
Status addBootPieces(const Cluster &cluster, const Node &node, const QString &blobFolder, const QString &path);

/// Writes the map of an image to path.bmap, with all of its first `bootArea` bytes in it. Blocks.
Status writeMap(const QString &path, qint64 bootArea, Progress &progress);

} // namespace coffer
