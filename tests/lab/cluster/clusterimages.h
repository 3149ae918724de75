// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/boards/cluster.h"

namespace coffer {

/// The emulated cluster's configuration, keys and images, in one folder.
struct ClusterImages
{
    QString folder; ///< absolute; kept from run to run, so that only what has changed is built

    QString boards() const { return folder + QStringLiteral("/boards"); }
    QString keys() const { return folder + QStringLiteral("/keys"); }
    QString images() const { return folder + QStringLiteral("/emulated"); }
    QString cards() const { return folder + QStringLiteral("/cards"); }

    /// Makes all of it by the command line, as an operator would: the coffer's full systems, with `nodes` compute nodes. Stages
    /// and packages are kept in `cache`. Blocks for minutes at first. Afterwards the cluster.
    Result<Cluster> build(int nodes, const QString &cache) const;
    /// Flashes a card for each machine: a file that is larger than the image, and full of other things before. Beside them the
    /// head's eMMC, with trash on it. Blocks for seconds.
    Status flashCards(const Cluster &cluster) const;
};

/// What the head's receiver of the compute nodes' root reads: the map beside the image and the mapped bytes, into the file `path`
/// (see boards/nanopc-t4/rootfs/usr/lib/cofferware/receive-root).
Status packRoot(const QString &image, const QString &path);

} // namespace coffer
