// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/build/context.h"

namespace coffer {

/// Whether Debian has suites of updates beside this one; unstable has none.
bool hasUpdates(const QString &suite);

/// Which versions packages of an architecture must have (apt_preferences(5)), by architecture.
using ArchivePins = QMap<QString, QByteArray>;

/// Addresses of Debian's archives, as apt takes them.
struct DebianArchives
{
    QString mirror;   ///< of the suite
    QString security; ///< of its security updates; empty: there are none
};

/// Debian's archive of the cluster's suite as a build sees it: a configuration, lists and
/// downloads of its own below the cache, so that the system's apt is only read. What apt fetches
/// through it is checked by apt against the archive's signed Release file.
struct AptArchive
{
    DebianArchives from; ///< where packages come from
    QString folder;      ///< lists and downloads
    QString configFile;  ///< for apt-get -c, of packages of all architectures and sources
    QString optionsFile; ///< settings for apt inside a system being built (proxy, no recommends)
    ArchivePins pins;    ///< by architecture; none: the newest versions

    /// Where apt keeps the packages that it downloaded.
    QString debFolder() const { return folder + QStringLiteral("/debs"); }
    /// For apt-get -c, when packages of `architecture` alone are meant ("arm64").
    QString configFor(const QString &architecture) const { return folder + QStringLiteral("/apt-") + architecture + QStringLiteral(".conf"); }
};

/// The archive for the cluster: its mirror, or that of this machine's apt. Writes the
/// configuration; does not use the network. Without an archive of security updates, of the cluster or of this machine's
/// apt, a log line says so. Errors: NotFound when the machine's apt names no Debian mirror and the cluster none either.
Result<AptArchive> openArchive(const BuildContext &context, Progress &progress, const ArchivePins &pins = {});

/// Brings the archive's lists up to date, unless they are fresh. Without the network, or with a mirror that is
/// being changed, old ones do, and a log line says so. Blocks. Errors: those of apt (see explainFailure()).
Status updateLists(const AptArchive &archive, Progress &progress);

/// Asks one of apt's programs something whose answer depends on the lists alone, and returns it; the answer is kept until
/// they change. `config` is one of the archive's. Blocks for up to seconds the first time.
Result<QByteArray> askApt(const AptArchive &archive, const QString &config, const QString &program, const QStringList &question, Progress &progress);

/// Downloads the package `name` ("linux-source-6.12"), whose .deb has this SHA-256 in hex, and unpacks it into `folder`.
/// Errors: those of apt, ChecksumMismatch.
Status unpackPackage(const AptArchive &archive, const QString &name, const QByteArray &sha256, const QString &folder, Progress &progress);

/// Whether every file in `folder` has one of these SHA-256 sums, in hex, of files that were resolved. Blocks.
/// Errors: ChecksumMismatch, when the archive has changed in between.
Status checkDelivered(const QString &folder, const QByteArrayList &sums);

/// Downloads the .deb files of `names` (as apt takes them) into `folder`; the lists are used as they are.
Status downloadPackages(const AptArchive &archive, const QStringList &names, const QString &folder, Progress &progress);

} // namespace coffer
