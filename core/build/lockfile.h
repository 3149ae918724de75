// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/packageset.h"

namespace coffer {

/// What a build was made from, so that it can be made again with the same bytes: packages.lock in the output folder.
struct Lock
{
    qint64 epoch = 0;    ///< when it is said to be built, seconds of 1970
    PackageSet packages; ///< of all systems and tools; files and sizes are not kept
};

/// "epoch SECONDS", then a line a package, "name version architecture sha256".
QByteArray formatLock(const Lock &lock);

/// Reads a lock. Errors: NotFound, InvalidInput with file and line.
Result<Lock> readLock(const QString &path);

/// Makes apt take the lock's versions for `architecture` and nothing else (apt_preferences(5)).
QByteArray pinsOf(const Lock &lock, const QString &architecture);

/// Errors: NotFound, naming the first package that is not the lock's own, and the remedy.
Status requireLocked(const Lock &lock, const PackageSet &packages);

} // namespace coffer
