// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bmap/byterange.h"

#include <QString>

#include <ext2fs/ext2fs.h>

#include <memory>

namespace coffer {

struct CloseExt4 { void operator()(ext2_filsys fs) const { ext2fs_free(fs); } };
using Ext4 = std::unique_ptr<struct_ext2_filsys, CloseExt4>;

/// Whether an ext2, ext3 or ext4 superblock, sound or not, stands where one would in these bytes of the image.
bool looksLikeExt4(const QString &image, const ByteRange &place);

/// Opens the ext2, ext3 or ext4 file system in these bytes of the image for reading. Null when libext2fs refuses it,
/// or when its superblock tells of more than has room there, which would cost memory without bound.
Ext4 openExt4(const QString &image, const ByteRange &place);

} // namespace coffer
