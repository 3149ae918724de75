// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/toolset.h"

#include "core/base/files.h"
#include "core/build/sandbox.h"
#include "core/build/stage.h"

namespace coffer {

Result<QString> nativeToolset(const BuildContext &context, const AptArchive &archive, Progress &progress)
{
    if (!hasOwnInterpreter(context)) {
        progress.log(tr("This kernel is older than 6.7: packages are configured by plain emulation, which takes some seven times as long."));
        return QString();
    }
    Stage stage;
    stage.name = QStringLiteral("tools");
    stage.inputs = {context.cluster.suite.toUtf8(), recipeText(QStringLiteral("tools.sh")), recipeText(QStringLiteral("native-programs"))};
    stage.make = [&](const QString &folder, Progress &making) -> Status {
        const QString programs = folder + QStringLiteral("/native-programs");
        if (Status written = writeFile(programs, recipeText(QStringLiteral("native-programs"))); !written)
            return written;
        return runRecipe(context, QStringLiteral("tools.sh"), folder, false,
                         {archive.optionsFile, archive.mirror, context.cluster.suite, programs, folder + QStringLiteral("/native")}, making);
    };
    const Result<QString> folder = runStage(context, stage, progress);
    if (!folder)
        return folder;
    return *folder + QStringLiteral("/native");
}

} // namespace coffer
