// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/packageset.h"
#include "core/build/systemtree.h"

namespace coffer {

/// What the systems have in common, as stages.
struct SharedStages
{
    QString kernel;    ///< name of the stage with the kernel's packages
    bool standIn;      ///< whether the tools stand in for emulated programs (see toolStages())
    PackageSet base;   ///< the packages of all systems
};

/// The names of the stages of a system. What each leaves: `base` a folder root with the configured packages of all
/// systems; `packages` a folder root with the layer that the board's own make over it (see recipes/layers.sh);
/// `initramfs` the initial RAM disks.
struct SystemStages
{
    QString base = QStringLiteral("base");
    QString packages;
    QString initramfs;
};
SystemStages systemStagesOf(const Board &board);

/// The stages of the base system, repository included.
QList<Stage> baseStages(const BuildContext &context, const AptArchive &archive, const SharedStages &shared);

/// The stages of a board's own layer and initial RAM disk, repository included. `own`: resolved, those of the base
/// included.
QList<Stage> boardStages(const BuildContext &context, const Board &board, const AptArchive &archive, const SharedStages &shared,
                         const PackageSet &own, const SystemTree &system);

/// Makes the root file system of a board from its finished stages: ext4 at byte `offset` of the file `path` (0600, as it
/// holds private keys), and lists its packages in path.packages ("name version architecture source" a line). `epoch`:
/// seconds of 1970 at which it is said to be built; `standIn` as in SharedStages. Blocks.
Status makeRootFileSystem(const BuildContext &context, const Board &board, const StageWork &work, const SystemTree &system, bool standIn,
                          qint64 epoch, qint64 offset, const QString &path, Progress &progress);

} // namespace coffer
