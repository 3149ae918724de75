// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/boards/cluster.h"

namespace coffer {

/// The board that stands for all others in an emulated cluster: its folder in boards/.
inline const QString twinBoard = QStringLiteral("qemu-virt");

/// The same cluster of emulated boards: each is what it was but for boot loader, console, the head's device tree, disks, and the
/// environment's variables that `twin` has (see boards/qemu-virt/board.toml). Names, ids, packages and file trees stay.
/// Errors: InvalidInput when a board's card has another layout than the twin's boot loader looks for.
Result<Cluster> emulated(const Cluster &cluster, const Board &twin);

/// The same with the twin that lies beside the cluster's boards. Errors: those of loadCluster().
Result<Cluster> emulated(const Cluster &cluster);

} // namespace coffer
