// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bmap/byterange.h"

#include <QList>
#include <QString>

namespace coffer {

struct ImagePartition
{
    int number = 0; ///< as its table counts, from 1
    ByteRange bytes;
    bool isContainer = false; ///< an extended partition: has partitions inside, and nothing of its own
};

struct ImagePartitions
{
    QList<ImagePartition> all; ///< in the order of their place; may overlap in hostile tables
    bool hasCopyAtEnd = false; ///< whether the table is a GPT, whose second copy lies at the image's end

    /// From byte 0 to the first partition, 16 MiB at most; to that partition's end when it begins below 1 MiB and is
    /// small, as then it is the boot loader's room (cluster images). Of length 0 without partitions.
    ByteRange bootArea() const;
    /// Where the table's copy at the end lies: behind the last partition, 1 MiB at most. Of length 0 without one.
    ByteRange tableCopy(qint64 imageSize) const;
};

/// The partitions of any kind of table that libblkid knows, cut to the `size` bytes of the image. None when there is
/// no table or the image cannot be read. Blocks; never trusts what it reads.
ImagePartitions readPartitions(const QString &image, qint64 size);

} // namespace coffer
