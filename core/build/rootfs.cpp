// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/rootfs.h"

#include "core/build/sandbox.h"
#include "core/build/stepprogress.h"
#include "core/build/toolset.h"

namespace coffer {
namespace {

QByteArray recipe(const char *name)
{
    return recipeText(QStringLiteral("layers.sh")) + recipeText(QLatin1String(name));
}

/// Where the programs are that stand in for emulated ones; an empty string when none do.
QString standIns(bool standIn, const StageWork &work)
{
    return standIn ? toolsFolder(work.needs) : QString();
}

/// Needs the stand-ins, if there are any; says so in the inputs if not.
void useTools(Stage &stage, const SharedStages &shared)
{
    if (shared.standIn)
        stage.needs += toolsStage;
    else
        stage.inputs += "emulated";
}

} // namespace

SystemStages systemStagesOf(const Board &board)
{
    return {QStringLiteral("base"), QStringLiteral("packages-") + board.id, QStringLiteral("initramfs-") + board.id};
}

QList<Stage> baseStages(const BuildContext &context, const AptArchive &archive, const SharedStages &shared)
{
    const Cluster &cluster = context.cluster;
    const Stage repository = repositoryStage(context, archive, QStringLiteral("base"), QStringLiteral("arm64"), shared.base);
    Stage base;
    base.name = QStringLiteral("base");
    base.inputs = {recipe("base.sh"), cluster.packages.join(u',').toUtf8()};
    base.needs = {repository.name, shared.kernel};
    useTools(base, shared);
    base.memory = qint64(2) << 30;
    base.make = [=, count = shared.base.size()](const StageWork &work, Progress &progress) {
        const QString native = standIns(shared.standIn, work);
        InstallSteps steps(count, progress);
        return runRecipe(context, QStringLiteral("base.sh"), work.folder, !native.isEmpty(),
                         {archive.optionsFile, work.needs.value(repository.name), work.needs.value(shared.kernel), context.cluster.suite, native,
                          context.cluster.packages.join(u','), work.folder},
                         progress, [&](const QString &line) { steps.take(line); });
    };
    return {repository, base};
}

QList<Stage> boardStages(const BuildContext &context, const Board &board, const AptArchive &archive, const SharedStages &shared,
                         const PackageSet &own, const SystemTree &system)
{
    const SystemStages names = systemStagesOf(board);
    const Stage repository = repositoryStage(context, archive, board.id, QStringLiteral("arm64"), own);
    Stage packages;
    packages.name = names.packages;
    packages.inputs = {recipe("packages.sh"), board.packages.join(u' ').toUtf8(), system.setupHash};
    packages.needs = {names.base, repository.name};
    useTools(packages, shared);
    packages.make = [=, added = own.size() - shared.base.size()](const StageWork &work, Progress &progress) {
        const QString native = standIns(shared.standIn, work);
        InstallSteps steps(added, progress);
        return runRecipe(context, QStringLiteral("packages.sh"), work.folder, !native.isEmpty(),
                         {archive.optionsFile, work.needs.value(names.base), work.needs.value(repository.name), native,
                          board.packages.join(u' '), system.setup(), work.folder},
                         progress, [&](const QString &line) { steps.take(line); });
    };
    Stage initramfs;
    initramfs.name = names.initramfs;
    initramfs.inputs = {recipe("initramfs.sh"), system.earlyHash};
    initramfs.needs = {names.base, names.packages};
    useTools(initramfs, shared);
    initramfs.memory = qint64(1) << 30;
    initramfs.make = [=](const StageWork &work, Progress &progress) {
        const QString native = standIns(shared.standIn, work);
        return runRecipe(context, QStringLiteral("initramfs.sh"), work.folder, !native.isEmpty(),
                         {work.needs.value(names.base), work.needs.value(names.packages), native, system.early(), work.folder}, progress);
    };
    return {repository, packages, initramfs};
}

Status makeRootFileSystem(const BuildContext &context, const Board &board, const StageWork &work, const SystemTree &system, bool standIn,
                          qint64 epoch, qint64 offset, const QString &path, Progress &progress)
{
    const SystemStages names = systemStagesOf(board);
    const QString native = standIns(standIn, work);
    return runRecipe(context, QStringLiteral("image.sh"), work.folder, !native.isEmpty(),
                     {work.needs.value(names.base), work.needs.value(names.packages), work.needs.value(names.initramfs), native,
                      toolsFolder(work.needs), system.tree(), system.configure(), QString::number(epoch), rootUuid(context.cluster, board), board.id, QString::number(offset), path},
                     progress);
}

} // namespace coffer
