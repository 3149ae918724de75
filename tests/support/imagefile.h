// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bmap/rangehash.h"
#include "core/flash/imagesource.h"

#include <KCompressionDevice>

#include <QDir>
#include <QFile>

namespace coffer {

/// The image's checksums into its map.
inline void addChecksums(Bmap &map, const QByteArray &image)
{
    RangeHash hash(map.checksumType);
    for (BmapRange &range : map.ranges) {
        hash.add(QByteArrayView(image).sliced(map.offset(range), map.length(range)));
        range.checksum = hash.takeHex();
    }
}

/// Puts an image into a file of the folder, packed with gzip on demand; an empty path tells of failure.
inline ImageSource imageFile(const QString &folder, const QByteArray &image, const Bmap &map, bool isPacked = false)
{
    const QString path = QDir(folder).filePath(isPacked ? QStringLiteral("image.gz") : QStringLiteral("image"));
    if (!isPacked) {
        QFile file(path); // without writeFile()'s flush
        const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(image) == image.size();
        return {isWritten ? path : QString(), map, true, Compression::None};
    }
    KCompressionDevice device(path, KCompressionDevice::GZip);
    const bool isWritten = device.open(QIODevice::WriteOnly) && device.write(image) == image.size();
    device.close();
    return {isWritten ? path : QString(), map, true, Compression::Gzip};
}

} // namespace coffer
