// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/boards/cluster.h"
#include "core/image/environment.h"

namespace coffer {

/// File beside a board's boot blobs with the environment compiled into that build of U-Boot.
inline const QString defaultEnvironmentFile = QStringLiteral("u-boot-env.txt");

/// The complete environment of a node's card: `defaults` (of the boot loader's build), then the
/// board's variables with the node's values filled in; one whose value is empty is left out, which
/// to U-Boot is the same. Errors: InvalidInput for a @NAME@ that is not known.
Result<Environment> nodeEnvironment(const Cluster &cluster, const Node &node, const Environment &defaults);

/// A file and where its bytes go.
struct Piece { qint64 offset; QByteArray data; };

/// What stands before the root partition on the card of `node`: partition table, boot blobs from
/// `blobFolder`, environment; ascending. The table has the boot area as partition 1 and, on a board
/// with a root partition (Board::rootStart()), all the rest of `diskSize` bytes as a bootable
/// partition 2. Errors: NotFound (blob or default environment missing), InvalidInput (a blob that is
/// not what the board says, is cut off or has no room).
Result<QList<Piece>> bootPieces(const Cluster &cluster, const Node &node, const QString &blobFolder, qint64 diskSize);

/// Writes the image of a compute node's card (all of it: no file system) with its map at path.bmap.
/// The map has the whole boot area in it, zeros too, so that nothing old on a card survives there.
/// The image appears whole and after its map, or not at all. Blocks for some ms.
/// Errors: those of bootPieces(), Refused (`path` is no regular file), NoSpace, Failed.
Status writeNodeImage(const Cluster &cluster, const Node &node, const QString &blobFolder, const QString &path);

} // namespace coffer
