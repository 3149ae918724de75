// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <QMap>
#include <QSet>
#include <QString>

namespace coffer {

struct PackageVersion;

/// Turns what apt-get prints while it downloads into progress in bytes.
class DownloadSteps
{
public:
    DownloadSteps(const QList<PackageVersion> &packages, Progress &progress);

    /// A line of its output: "Get:7 <place> <suite> arm64 <package> arm64 <version> [12.3 kB]" begins a download.
    void take(const QString &line);

private:
    QMap<QString, qint64> m_bytes; ///< of those that have not been begun, by name
    qint64 m_begun = 0;            ///< bytes of the one being loaded
    Progress &m_progress;
};

/// Turns what dpkg prints while packages are unpacked and configured into progress in packages: each counts twice.
class InstallSteps
{
public:
    /// `packages`: how many will be installed.
    InstallSteps(qint64 packages, Progress &progress);

    /// A line of its output: "Unpacking <package> (<version>) ...", "Setting up <package> (<version>) ...".
    void take(const QString &line);

private:
    QSet<QString> m_seen; ///< "Unpacking bash": dpkg may unpack one again
    qint64 m_steps;
    Progress &m_progress;
};

} // namespace coffer
