// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/bmap/byterange.h"

#include <QByteArray>
#include <QString>

namespace coffer {

/// A blank card of this size: a sparse file; what was there is gone.
Status makeBlankCard(const QString &path, qint64 size);
/// A card with a FAT partition, as a camera's.
Status makeCameraCard(const QString &path, qint64 size);
/// A disk of something: a file system in a partition, of which no byte may change.
Status makeDisk(const QString &path, qint64 size);

/// Where a card does not hold what an image maps, in words; empty: it holds it. `except`: bytes that may differ.
QString differenceFrom(const QString &image, const QString &card, const ByteRange &except = {});

/// SHA-256 of a file; empty when it cannot be read.
QByteArray checksumOf(const QString &path);

} // namespace coffer
