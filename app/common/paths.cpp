// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/paths.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace coffer {
namespace {

/// The source tree this program was built from and runs in, or an empty string once it is installed.
QString sourceTree()
{
    const QString tree = QStringLiteral(COFFER_SOURCE_DIR);
    const bool inBuild = QFileInfo(QCoreApplication::applicationDirPath() + QStringLiteral("/../CMakeCache.txt")).exists();
    return inBuild && QFileInfo::exists(tree + QStringLiteral("/boards/cluster.toml")) ? tree : QString();
}

QString firstSet(const char *variable, const QString &fallback)
{
    const QString value = qEnvironmentVariable(variable);
    return value.isEmpty() ? fallback : QDir(value).absolutePath();
}

} // namespace

Paths defaultPaths()
{
    const QString tree = sourceTree();
    const bool installed = tree.isEmpty();
    const QString work = installed ? QDir::currentPath() : tree;
    const QString build = firstSet("COFFER_BUILD_DIR", work + QStringLiteral("/build"));
    const QString cache = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation);
    Paths paths;
    paths.boards = (installed ? QStringLiteral(COFFER_DATA_DIR) : tree) + QStringLiteral("/boards");
    paths.keys = work + QStringLiteral("/ssh_keys");
    paths.output = build + QStringLiteral("/images");
    paths.cache = firstSet("COFFER_CACHE_DIR", cache + QStringLiteral("/cofferware"));
    paths.site = firstSet("COFFER_SITE", QStringLiteral("/etc/cofferware/site.toml"));
    paths.readers = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/cofferware/readers.json");
    paths.preferences = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/cofferware/station.ini");
    paths.journal = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/cofferware/journal.sqlite");
    paths.helpers = installed ? QStringLiteral(COFFER_LIBEXEC_DIR) : QCoreApplication::applicationDirPath();
    return paths;
}

} // namespace coffer
