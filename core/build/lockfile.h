// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/boards/cluster.h"
#include "core/build/packageset.h"

namespace coffer {

/// What a build was made from, so that it can be made again with the same bytes: packages.lock in the output folder.
struct Lock
{
    QMap<QString, qint64> epochs; ///< when a board's image is said to be built, seconds of 1970, by the board's id
    PackageSet packages;          ///< of all systems, kernel and tools, and lockedFile()s; files and sizes are not kept
    DebianArchives updates = {};  ///< where the systems get their updates from; an empty mirror: nothing is known
};

/// A file of the archive that is no package of a system, a boot loader's source, as a line of the lock: what stands before
/// the first "_" of its name, the rest, and "file".
PackageVersion lockedFile(const QString &name, const QByteArray &sha256);

/// "epoch BOARD SECONDS" lines, "mirror ADDRESS" and "security ADDRESS", then a line a package, "name version architecture sha256".
QByteArray formatLock(const Lock &lock);

/// Reads a lock. Errors: NotFound, InvalidInput with file and line.
Result<Lock> readLock(const QString &path);

/// Makes apt take the lock's versions.
ArchivePins pinsOf(const Lock &lock);

/// Errors: NotFound, naming the first board of which the lock has no image, or the first package that is not the lock's own,
/// and the remedy.
Status requireLocked(const Lock &lock, const QList<Board> &boards, const PackageSet &packages);

} // namespace coffer
