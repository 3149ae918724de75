// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QList>

namespace coffer {

/// A primary partition of an MBR.
struct Partition
{
    int number = 0;      ///< 1…4
    quint8 type = 0x83;  ///< 0x83: Linux
    bool bootable = false;
    qint64 start = 0;    ///< bytes
    qint64 size = 0;     ///< bytes
};

/// The 512 bytes of a master boot record with these partitions and this disk signature.
/// Errors: InvalidInput when they overlap, are not whole sectors, or pass 2 TiB.
Result<QByteArray> formatMbr(const QList<Partition> &partitions, quint32 diskId);

/// Reads the primary partitions; hostile input is fine. Errors: InvalidInput when the signature
/// 55 AA is missing, or entries overlap or pass `diskSize` bytes.
Result<QList<Partition>> parseMbr(const QByteArray &sector, qint64 diskSize);

} // namespace coffer
