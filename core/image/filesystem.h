// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace coffer {

/// What file system lies at `offset`, `size` bytes long, of an open image or card, for people:
/// "ext4, label head, 412.0 MiB of 1.2 GiB used"; empty when libblkid knows none. Blocks.
QString describeFileSystem(int fd, qint64 offset, qint64 size);

} // namespace coffer
