// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/boards/cluster.h"
#include "core/image/environment.h"

namespace coffer {

/// The complete environment of a node's card: `defaults` (of the boot loader's build), then the
/// board's variables with the node's values filled in.
Result<Environment> nodeEnvironment(const Cluster &cluster, const Node &node, const Environment &defaults);

/// A file and where its bytes go.
struct Piece { qint64 offset; QByteArray data; };

/// What stands before the root partition on the card of `node`: partition table, boot blobs from
/// `blobFolder`, environment. `diskSize` bounds the partition table; `rootStart` 0: no root partition.
Result<QList<Piece>> bootPieces(const Cluster &cluster, const Node &node, const QString &blobFolder, qint64 diskSize);

/// Writes the image of a compute node's card (all of it: no file system) with its map beside it.
/// Appears whole or not at all. Blocks for some ms.
Status writeNodeImage(const Cluster &cluster, const Node &node, const QString &blobFolder, const QString &path);

} // namespace coffer
