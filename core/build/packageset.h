// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/aptarchive.h"
#include "core/build/stage.h"

namespace coffer {

/// A package as the archive has it now.
struct PackageVersion
{
    QString name;
    QString version;
    QString architecture;
    QString file;      ///< its name as apt keeps it, with %3a for a colon in the version
    qint64 bytes = 0;  ///< of the .deb
    QByteArray sha256; ///< of the .deb, in hex

    bool operator==(const PackageVersion &other) const = default;
};

/// What is to be installed together: complete, in the archive's order.
using PackageSet = QList<PackageVersion>;

/// The packages that apt would install for `names` on a bare `architecture` ("arm64"), those that are essential to every
/// Debian system included where `essential` says so. Uses the lists as they are (see updateLists()). Blocks as
/// askApt(). Errors: NotFound (a package that the suite does not
/// have, or that cannot be installed; the message has apt's words).
Result<PackageSet> resolvePackages(const AptArchive &archive, const QString &architecture, const QStringList &names, bool essential,
                                   Progress &progress);

/// Reads what `apt-get --print-uris` prints: 'URI' FILE SIZE SHA256:HASH a line; other lines are nothing.
/// Errors: InvalidInput for a line that has no checksum or is no package's.
Result<PackageSet> parsePackageUris(const QByteArray &text);

/// A line a package, "name version architecture sha256": for stages' inputs, manifests and locks.
QByteArray formatPackages(const PackageSet &packages);

/// A stage whose folder is a repository of exactly `packages` (of one architecture): Packages, Release (its code name is
/// the suite), and the files under
/// their names, downloaded where they are not there yet, each checked against its SHA-256.
Stage repositoryStage(const BuildContext &context, const AptArchive &archive, const QString &name, const QString &architecture, const PackageSet &packages);

} // namespace coffer
