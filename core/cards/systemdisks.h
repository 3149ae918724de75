// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cards/card.h"

namespace coffer {

/// The block devices that this machine needs at this moment: those of mounted file systems (with
/// the disks below volumes, arrays and partitions, and all devices of a btrfs), swap, members of
/// device-mapper volumes and RAID arrays, and disks that hold the files of loop devices. Mounts
/// below /media and /run/media, where desktops put cards, are told apart from these.
/// Reads proc(5) mountinfo and swaps, and /sys below `root`. Blocks for some ms.
SystemDisks systemDisks(const QString &root = QStringLiteral("/"));

} // namespace coffer
