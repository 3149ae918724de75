// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/packageset.h"

namespace coffer {

/// The name of the stage that toolStages() makes.
inline const QString toolsStage = QStringLiteral("tools");

/// What toolStages() finds: the stages, and the packages that the tools come from.
struct Tools
{
    QList<Stage> stages;
    PackageSet packages;
};

/// The stages of the folder with amd64 programs of the cluster's suite that stand in for emulated ones while a
/// system is configured, and the emulator itself: tools, and the packages they come from. None where this kernel
/// cannot use them, and the system's own emulation does it all. Blocks while the packages are resolved.
Result<Tools> toolStages(const BuildContext &context, const AptArchive &archive, Progress &progress);

/// Where the programs are among finished stages; an empty string when there are none.
QString nativeFolder(const StageFolders &folders);

} // namespace coffer
