// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace coffer {

/// How many bytes of a file system are in use, by its own count: FAT12/16/32 (Microsoft's fatgen103), exFAT (Microsoft's
/// exFAT specification, 3.1) and ext2/3/4 (the kernel's Documentation/filesystems/ext4). `type` is libblkid's name, `offset`
/// and `size` its place on the card, bytes. Nothing for other kinds and where the count is unknown or cannot be right:
/// it is hostile, and good for a line on the screen only. Blocks for a short read.
std::optional<qint64> usedBytes(int fd, const QString &type, qint64 offset, qint64 size);

} // namespace coffer
