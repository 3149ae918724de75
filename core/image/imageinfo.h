// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/boards/cluster.h"
#include "core/image/environment.h"
#include "core/image/partitiontable.h"

#include <QList>

namespace coffer {

/// A boot loader part found in an image.
struct FoundBlob
{
    QString kind;      ///< "idbloader" or "FIT"
    qint64 sector = 0;
    qint64 size = 0;   ///< bytes, as its header tells
    QString detail;    ///< e.g. the FIT's description
};

struct ImageInfo
{
    qint64 size = 0;      ///< bytes
    QList<Partition> partitions;
    QString tableProblem; ///< why there are no partitions; empty when there are
    QList<FoundBlob> blobs;
    qint64 environmentOffset = 0;
    EnvironmentBlock environment;
    QString environmentProblem; ///< what is wrong inside an environment whose CRC is right; mostly empty
    QString fileSystem;   ///< of the last partition: "ext4, label head, 412.0 MiB of 1.2 GiB used"; may be empty
};

/// Looks into a disk image or a card's contents, where `board` has its parts. Never trusts what it
/// reads; what is shown of it has no control characters, but for values of the environment.
/// Blocks. Errors: NotFound, Refused (neither a file nor a block device), Failed.
Result<ImageInfo> inspectImage(const QString &path, const Board &board);

} // namespace coffer
