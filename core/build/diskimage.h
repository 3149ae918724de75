// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/image/nodeimage.h"

namespace coffer {

/// Writes the disk image of `node` to `path`: partition table, boot blobs, environment, and
/// `rootImage` as the root partition; its map goes to path.bmap. No loop device and no mount is needed.
/// Image and map appear whole or not at all; the image is 0600, as it holds private keys. Blocks.
Status writeDiskImage(const Cluster &cluster, const Node &node, const QString &blobFolder, const QString &rootImage,
                      const QString &path, Progress &progress);

} // namespace coffer
