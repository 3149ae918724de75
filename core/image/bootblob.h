// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/boards/board.h"

#include <QByteArrayView>

#include <optional>

namespace coffer {

/// What a boot loader part tells of itself in its header.
struct BlobHeader
{
    qint64 size = 0; ///< bytes from its start to the end of what it says belongs to it
    QString detail;  ///< the chip's family ("RK33"), a FIT's description; printable
};

/// The header of the blob that `data` begins with; nothing when it is not of this kind or damaged.
/// The blob may be longer than `data`, but for a FIT's tree. Hostile input is fine. A raw blob has no header.
std::optional<BlobHeader> readBlobHeader(BlobKind kind, QByteArrayView data);

} // namespace coffer
