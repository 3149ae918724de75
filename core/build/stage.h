// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/build/context.h"

#include <QByteArrayList>
#include <QMap>
#include <QStringList>

#include <functional>

namespace coffer {

/// Folders of finished stages, by the stages' names.
using StageFolders = QMap<QString, QString>;

/// What a stage works with while it is made.
struct StageWork
{
    QString folder;     ///< empty; what is left in it is the product
    StageFolders needs; ///< of the stages that it needs
};

/// A step of a build. Its product is kept under the hash of all that it depends on: what is there
/// need not be made again.
struct Stage
{
    QString name;          ///< for people and for folders, e.g. "bootloader-nanopi-m4"; each once in a build
    QByteArrayList inputs; ///< everything the product depends on besides what the needed stages depend on
    QStringList needs;     ///< names of the stages whose products it uses
    std::function<Status(const StageWork &work, Progress &progress)> make; ///< blocks; on a thread of its own
    /// Files of the output folder that it makes: in its folder it leaves one of each name. Empty: its
    /// folder is kept in the cache for other stages.
    QStringList products = {};
    qint64 memory = qint64(512) << 20; ///< bytes it may take; what is free decides how many stages run side by side
};

/// Under which hash a product is kept, in hex: of the name, the inputs, and the keys of the needed stages.
QByteArray stageKey(const Stage &stage, const QByteArrayList &keysOfNeeds);

/// Hash of a folder's files (names, modes, contents), for a stage's inputs. A folder that is not there is empty.
Result<QByteArray> hashFolder(const QString &folder);

} // namespace coffer
