// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/aptarchive.h"

namespace coffer {

/// A built root file system.
struct RootFileSystem
{
    QString image;    ///< ext4, as large as it needs; 0600, as it holds the cluster's private keys
    QString packages; ///< text: package, version and architecture a line
};

/// The root file system of the board's role: the packages all systems share, the board's own, the
/// file trees boards/rootfs and boards/<id>/rootfs, the keys, and what boards/configure and
/// boards/<id>/configure do inside it. No root rights outside of a user namespace. Blocks for minutes.
Result<RootFileSystem> rootFileSystem(const BuildContext &context, const Board &board, const AptArchive &archive, Progress &progress);

/// The file system's UUID, always the same for a cluster and a board.
QString rootUuid(const Cluster &cluster, const Board &board);

} // namespace coffer
