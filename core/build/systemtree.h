// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/build/aptarchive.h"
#include "core/build/context.h"

#include <QTemporaryDir>

#include <memory>

namespace coffer {

/// What is laid over a system's packages, rendered: the file trees of all boards and of this one with their
/// @NAME@s filled in, the keys, apt's sources, and the scripts that are run inside. It holds private keys: a folder
/// of our own, gone with this object.
struct SystemTree
{
    std::shared_ptr<QTemporaryDir> folder;
    QByteArray hash;      ///< of all of it
    QByteArray earlyHash; ///< of what the initial RAM disk is made from, and nothing else
    QByteArray setupHash; ///< of the script that follows the packages

    QString tree() const { return folder->filePath(QStringLiteral("tree")); }
    QString early() const { return folder->filePath(QStringLiteral("early")); }
    QString setup() const { return folder->filePath(QStringLiteral("setup")); }
    QString configure() const { return folder->filePath(QStringLiteral("configure")); }
};

/// Renders it below the cache folder; `updates` is where the running system gets its updates from. Errors: those of renderTree() and installKeys().
Result<SystemTree> renderSystem(const BuildContext &context, const Board &board, const DebianArchives &updates);

/// The root file system's UUID, always the same for a cluster and a board.
QString rootUuid(const Cluster &cluster, const Board &board);

} // namespace coffer
