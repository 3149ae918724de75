// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/build/context.h"

#include <QByteArrayList>

#include <functional>

namespace coffer {

/// A step of a build whose product is kept as a folder in the cache. The folder's name is made
/// of the stage's name and the hash of `inputs`: what is there need not be made again.
struct Stage
{
    QString name;          ///< for people and for the folder, e.g. "bootloader-nanopi-m4"
    QByteArrayList inputs; ///< everything the product depends on
    /// Fills the empty folder that it is given. Blocks.
    std::function<Status(const QString &folder, Progress &progress)> make;
};

/// The stage's folder, made if it is not in the cache yet. It appears whole or not at all, whatever
/// ends the program. Older products of the same stage are removed, but for the newest two. The caller
/// holds the cache's lock (see buildProducts). Blocks. Errors: those of `make`, Cancelled.
Result<QString> runStage(const BuildContext &context, const Stage &stage, Progress &progress);

/// Hash of a folder's files (names, modes, contents), for a stage's inputs.
Result<QByteArray> hashFolder(const QString &folder);

} // namespace coffer
