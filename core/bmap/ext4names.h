// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bmap/ext4owners.h"

#include <QStringList>

namespace coffer {

/// A path for each of `inodes`, by walking `directories` and from there up to the root: "/usr/lib/libc.so.6", folders
/// with a slash at the end, "inode 1234" where there is none to be found. Safe to show. Blocks; reads all directories
/// until it has found all.
QStringList ext4Names(ext2_filsys fs, const QList<ext2_ino_t> &inodes, const QList<ext2_ino_t> &directories, Steps &steps);

} // namespace coffer
