// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <QIODevice>
#include <QString>

#include <memory>

namespace coffer {

enum class Compression { None, Gzip, Bzip2, Xz, Zstd };

/// How a file is compressed, by its first bytes, which its name must not contradict. Errors:
/// NotFound; InvalidInput for a compression that is not known or does not fit the name.
Result<Compression> detectCompression(const QString &path);

/// A reader of what is in the file, at its start; sequential unless `compression` is None. When it
/// gives no more, atEnd() is true only when all of the file was read and found undamaged; else
/// errorString() has why. Files of several compressed parts are read to the end of the last.
/// Errors: NotFound, Busy (it is open as a card), Failed.
Result<std::unique_ptr<QIODevice>> openCompressed(const QString &path, Compression compression);

/// Bytes that a compressed file unpacks to, by unpacking it. Phase: "unpack". Blocks.
/// Errors: InvalidInput for a file that is cut off or damaged, Cancelled.
Result<qint64> unpackedSize(const QString &path, Compression compression, Progress &progress);

} // namespace coffer
