// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/bmap/bmap.h"
#include "core/flash/compression.h"

#include <QIODevice>
#include <QString>

#include <memory>

namespace coffer {

/// An image to flash: raw, or compressed with gzip, bzip2, xz or zstd.
struct ImageSource
{
    QString path;
    Bmap map;            ///< from the map file, or all of the image
    bool mapped = false; ///< whether a map file was found
    Compression compression = Compression::None;

    /// A new reader at the image's start. The caller owns it. Errors: NotFound, InvalidInput,
    /// Busy (the file is open as a card: nobody flashes an image onto itself).
    Result<std::unique_ptr<QIODevice>> open() const;
};

/// Finds out what `path` is and which map belongs to it: `mapPath`, or IMAGE.bmap beside it (for
/// IMAGE.xz also that of IMAGE), or none when `full`. Checks that sizes agree where they are known.
/// Blocks, and long for a compressed image without a map: it is unpacked once to learn its size.
/// Errors: NotFound, InvalidInput, Cancelled.
Result<ImageSource> openImageSource(const QString &path, const QString &mapPath = {}, bool full = false,
                                    Progress progress = {});

} // namespace coffer
