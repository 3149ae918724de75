// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/packageset.h"

namespace coffer {

/// The name of the stage that toolStages() makes.
inline const QString toolsStage = QStringLiteral("tools");

/// What toolStages() finds.
struct Tools
{
    QList<Stage> stages;
    PackageSet packages; ///< that the tools come from
    bool standIn;        ///< whether they do for emulated programs here; if not, the system's own emulation does it all
};

/// The stages of the folder with amd64 programs of the cluster's suite, and its emulator: tools, and the packages they come
/// from. They stand in for emulated ones while a system is configured, where this kernel allows it, and make the file
/// systems everywhere. Blocks while the packages are resolved. Errors: those of hasOwnInterpreter() and resolvePackages().
Result<Tools> toolStages(const BuildContext &context, const AptArchive &archive, Progress &progress);

/// Where the programs are among finished stages.
QString toolsFolder(const StageFolders &folders);

} // namespace coffer
