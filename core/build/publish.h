// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/boards/cluster.h"

#include <QStringList>

namespace coffer {

/// Copies every file of a finished stage to the output folder `to`, but for those that are there as they are; returns
/// where they are. Blocks. Errors: NoSpace, Failed.
Result<QStringList> publish(const QString &from, const QString &to);

/// Writes the image of a compute node's card to `path` with its map, unless both stand there as they were made from the
/// same. Blocks for some ms. Errors: those of writeNodeImage().
Status renewNodeImage(const Cluster &cluster, const Node &node, const QString &blobFolder, const QString &path);

} // namespace coffer
