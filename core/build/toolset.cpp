// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/toolset.h"

#include "core/base/files.h"
#include "core/build/sandbox.h"

namespace coffer {
namespace {

const QString programsList = QStringLiteral("native-programs");

QStringList packageNames()
{
    QStringList names;
    for (const QString &line : QString::fromUtf8(recipeText(QStringLiteral("native-packages"))).split(u'\n')) {
        if (!line.startsWith(u'#'))
            names += line.split(u' ', Qt::SkipEmptyParts);
    }
    return names;
}

} // namespace

Result<Tools> toolStages(const BuildContext &context, const AptArchive &archive, Progress &progress)
{
    const Result<bool> standIn = hasOwnInterpreter(context);
    if (!standIn)
        return passOn(standIn);
    if (!*standIn)
        progress.log(tr("This kernel is older than 6.7: packages are configured by plain emulation, which takes some seven times as long."));
    const Result<PackageSet> packages = resolvePackages(archive, QStringLiteral("amd64"), packageNames(), false, progress);
    if (!packages)
        return passOn(packages);
    const Stage repository = repositoryStage(context, archive, toolsStage, QStringLiteral("amd64"), *packages);
    Stage tools;
    tools.name = toolsStage;
    tools.inputs = {recipeText(QStringLiteral("tools.sh")), recipeText(programsList)};
    tools.needs = {repository.name};
    tools.make = [context, from = repository.name](const StageWork &work, Progress &making) -> Status {
        const QString programs = work.folder + u'/' + programsList;
        if (Status written = writeFile(programs, recipeText(programsList)); !written)
            return written;
        return runRecipe(context, QStringLiteral("tools.sh"), work.folder, false,
                         {work.needs.value(from), programs, work.folder + QStringLiteral("/native")}, making);
    };
    return Tools{{repository, tools}, *packages, *standIn};
}

QString toolsFolder(const StageFolders &folders)
{
    return folders.value(toolsStage) + QStringLiteral("/native");
}

} // namespace coffer
