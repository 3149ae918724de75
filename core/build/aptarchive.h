// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/build/context.h"

namespace coffer {

/// Debian's archive of the cluster's suite as a build sees it: a configuration, lists and
/// downloads of its own below the cache, so that the system's apt is only read. What apt fetches
/// through it is checked by apt against the archive's signed Release file.
struct AptArchive
{
    QString mirror;      ///< where packages come from
    QString folder;      ///< lists and downloads
    QString configFile;  ///< for apt-get -c
    QString optionsFile; ///< settings for apt inside a system being built (proxy, no recommends)
};

/// The archive for the cluster: its mirror, or that of this machine's apt. Writes the
/// configuration; does not use the network. Errors: NotFound when the machine's apt names no Debian
/// mirror and the cluster none either.
Result<AptArchive> openArchive(const BuildContext &context, Progress &progress);

/// Fetches the package lists, unless those that are there are young.
Status updateLists(const AptArchive &archive, Progress &progress);

/// Downloads the package `name` ("u-boot-rockchip:arm64") and unpacks it into `folder`.
Status unpackPackage(const AptArchive &archive, const QString &name, const QString &folder, Progress &progress);

/// Downloads the .deb files of `names` (as apt takes them) into `folder`.
Status downloadPackages(const AptArchive &archive, const QStringList &names, const QString &folder, Progress &progress);

} // namespace coffer
