// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/stage.h"

#include <QDateTime>

namespace coffer {

/// Where the product of `stage` with `key` is kept in the cache.
QString cachedProduct(const BuildContext &context, const Stage &stage, const QByteArray &key);

/// Whether the product with `key` is there: its folder in the cache, or each of its files in the output
/// folder as it was made. A use of a cached product is noted.
bool isMade(const BuildContext &context, const Stage &stage, const QByteArray &key);

/// Makes an empty folder on the file system where the stage's product goes; what a killed build left there goes. Blocks.
Result<QString> beginProduct(const BuildContext &context, const Stage &stage, Progress &progress);

/// Puts what is in `folder` in place as the product with `key`: whole or not at all, also after a power cut. Blocks.
Status endProduct(const BuildContext &context, const Stage &stage, const QByteArray &key, const QString &folder, const Progress &progress);

/// Removes what killed builds left: file trees, with keys in them, and unfinished products. Only with the folders' locks
/// (see lockForBuild()). Blocks.
Status removeLeftovers(const BuildContext &context, Progress &progress);

/// Something the cache keeps.
struct CachedItem
{
    QString name;     ///< "base-0123456789abcdef", or a package's file name
    QString path;
    qint64 bytes = 0; ///< that it takes on the disk
    QDateTime used;   ///< last time
};

/// All that can be removed from the cache without harm but time: products and downloaded packages; the longest unused first. Blocks, as it looks at every file.
Result<QList<CachedItem>> cachedItems(const BuildContext &context, Progress &progress);

/// Removes the longest unused until at most `limit` bytes are kept; never `kept` (paths). Waits for no running
/// build: the caller has the cache's lock. Returns the bytes removed. Blocks.
Result<qint64> shrinkCache(const BuildContext &context, qint64 limit, const QStringList &kept, Progress &progress);

} // namespace coffer
