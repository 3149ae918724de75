// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/packageset.h"

namespace coffer {

/// What a build was made from, so that it can be made again with the same bytes: packages.lock in the output folder.
struct Lock
{
    QMap<QString, qint64> epochs; ///< when a board's image is said to be built, seconds of 1970, by the board's id
    PackageSet packages;          ///< of all systems and tools; files and sizes are not kept
};

/// "epoch BOARD SECONDS" lines, then a line a package, "name version architecture sha256".
QByteArray formatLock(const Lock &lock);

/// Reads a lock. Errors: NotFound, InvalidInput with file and line.
Result<Lock> readLock(const QString &path);

/// Makes apt take the lock's versions.
ArchivePins pinsOf(const Lock &lock);

/// Errors: NotFound, naming the first package that is not the lock's own, and the remedy.
Status requireLocked(const Lock &lock, const PackageSet &packages);

} // namespace coffer
