// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/buildproducts.h"

#include "core/base/files.h"
#include "core/build/bootloader.h"
#include "core/build/cleancache.h"
#include "core/build/explainfailure.h"
#include "core/build/imagestage.h"
#include "core/build/kernelpackages.h"
#include "core/build/lockfile.h"
#include "core/build/manifest.h"
#include "core/build/publish.h"
#include "core/build/runstages.h"
#include "core/build/toolset.h"
#include "core/keys/keys.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace coffer {
namespace {

Status requireKeys(const BuildContext &context, Progress &progress)
{
    const Result<QList<KeyPair>> keys = checkKeys(context.keysFolder, progress);
    if (!keys)
        return passOn(keys);
    if (!std::all_of(keys->begin(), keys->end(), [](const KeyPair &key) { return key.present; }))
        return fail(Errc::Refused, tr("The cluster has no complete key set in %1; run \"coffer keys create\" first.").arg(context.keysFolder));
    return ok();
}

/// All that is to be made for some boards.
struct Plan
{
    QList<Board> boards;
    QList<Stage> stages;
    QStringList wanted; ///< names of the stages whose products are handed out; those that take longest first
    QString kernel;     ///< name of the kernel's stage
    PackageSet packages;///< of all systems, kernel and tools, and the boot loaders' files, for the lock
    DebianArchives updates; ///< where the systems get theirs from
};

/// Adds the stages of a board's system and image.
Status planSystem(const BuildContext &context, const Board &board, const AptArchive &archive, const SharedStages &shared, const QStringList &names,
                  qint64 epoch, Plan &plan, Progress &progress)
{
    const Result<SystemTree> system = renderSystem(context, board, plan.updates);
    if (!system)
        return passOn(system);
    const Result<PackageSet> packages = resolvePackages(archive, QStringLiteral("arm64"), names + board.packages, true, progress);
    if (!packages)
        return passOn(packages);
    plan.packages += *packages;
    plan.stages += boardStages(context, board, archive, shared, *packages, *system);
    plan.stages += imageStage(context, board, {*system, *packages, shared.standIn, epoch});
    plan.wanted += plan.stages.last().name;
    return ok();
}

Status planBootLoaders(const AptArchive &archive, Plan &plan, Progress &progress)
{
    const Result<BootLoaderParts> parts = resolveBootLoaderParts(archive, progress);
    if (!parts)
        return passOn(parts);
    plan.stages += bootLoaderPartsStage(archive, *parts);
    for (const ArchiveFile &file : parts->files)
        plan.packages += lockedFile(file.name, file.sha256);
    for (const Board &board : std::as_const(plan.boards)) {
        const Result<Stage> stage = bootLoaderStage(board, *parts);
        if (!stage)
            return passOn(stage);
        if (plan.wanted.contains(stage->name))
            continue; // emulated boards share one
        plan.stages += *stage;
        plan.wanted += stage->name;
    }
    return ok();
}

/// Asks apt what there is, and says what is to be made of it.
Result<Plan> makePlan(const BuildContext &context, const BuildOptions &options, const AptArchive &archive, const Lock &lock, Progress &progress)
{
    Plan plan;
    plan.updates = lock.updates.mirror.isEmpty() ? archive.from : lock.updates; // not a snapshot, from which a lock's packages come
    for (const Role role : options.roles)
        plan.boards += context.cluster.boardFor(role);
    const Result<KernelStage> kernel = kernelStage(context, archive, progress);
    if (!kernel)
        return passOn(kernel);
    const Result<Tools> tools = toolStages(context, archive, progress);
    if (!tools)
        return passOn(tools);
    const QStringList names = context.cluster.packages + kernelNeeds();
    const Result<PackageSet> base = resolvePackages(archive, QStringLiteral("arm64"), names, true, progress);
    if (!base)
        return passOn(base);
    const SharedStages shared{kernel->stage.name, tools->standIn, *base};
    plan.kernel = kernel->stage.name;
    plan.stages += kernel->stage;
    plan.packages += kernel->packages;
    plan.stages += tools->stages;
    plan.packages += tools->packages;
    plan.stages += baseStages(context, archive, shared);
    for (const Board &board : std::as_const(plan.boards)) {
        if (Status planned = planSystem(context, board, archive, shared, names, lock.epochs.value(board.id, options.epoch), plan, progress); !planned)
            return passOn(planned);
    }
    plan.wanted += plan.kernel;
    if (Status planned = planBootLoaders(archive, plan, progress); !planned)
        return passOn(planned);
    return plan;
}

/// Copies what belongs beside the images, and makes the nodes' images; returns all products there are.
Result<QStringList> handOut(const BuildContext &context, const Plan &plan, const StageFolders &folders)
{
    Result<QStringList> products = publish(folders.value(plan.kernel), context.outputFolder + QStringLiteral("/kernel"));
    if (!products)
        return products;
    const QDir kernel(context.outputFolder + QStringLiteral("/kernel"));
    for (const QString &deb : kernel.entryList({QStringLiteral("*.deb")}, QDir::Files)) {
        if (!products->contains(kernel.filePath(deb)))
            QFile::remove(kernel.filePath(deb)); // of an earlier kernel
    }
    for (const Board &board : plan.boards) {
        const QString folder = productFolder(context.outputFolder, board.id);
        const Result<QStringList> blobs = publish(folders.value(bootLoaderName(board)), folder);
        if (!blobs)
            return blobs;
        *products += *blobs;
        for (const Stage &stage : plan.stages) {
            if (stage.name == imageStageName(board))
                *products += stage.products;
        }
        for (const Node &node : context.cluster.nodes) {
            const QString path = nodeImagePath(context.outputFolder, node);
            if (node.isHead() || node.boardId != board.id)
                continue;
            if (Status written = renewNodeImage(context.cluster, node, folder, path); !written)
                return passOn(written);
            *products += path;
        }
    }
    return products;
}

/// Writes down what the images were made from.
Result<QString> writeLock(const BuildContext &context, const Plan &plan)
{
    Lock lock;
    lock.packages = plan.packages;
    lock.updates = plan.updates;
    for (const Board &board : plan.boards)
        lock.epochs.insert(board.id, epochOf(readFile(manifestPath(context.outputFolder, board)).value_or(QByteArray())));
    const QString path = context.outputFolder + QStringLiteral("/packages.lock");
    if (Status written = writeFile(path, formatLock(lock)); !written)
        return passOn(written);
    return path;
}

/// The paths of the cache that this build has used.
QStringList usedPaths(const StageFolders &folders, const AptArchive &archive, const PackageSet &packages)
{
    QStringList paths = folders.values();
    for (const PackageVersion &package : packages)
        paths += archive.debFolder() + u'/' + package.file;
    return paths;
}

Result<QStringList> build(const BuildContext &context, const BuildOptions &options, const Lock &lock, Progress &progress)
{
    const Result<AptArchive> archive = openArchive(context, progress, pinsOf(lock));
    if (!archive)
        return passOn(archive);
    if (Status updated = updateLists(*archive, progress); !updated)
        return passOn(updated);
    const Result<Plan> plan = makePlan(context, options, *archive, lock, progress);
    if (!plan)
        return passOn(plan);
    if (!options.lock.isEmpty()) {
        if (Status held = requireLocked(lock, plan->boards, plan->packages); !held)
            return passOn(held);
    }
    const Result<StageFolders> folders = runStages(context, plan->stages, plan->wanted, progress);
    if (!folders)
        return passOn(folders);
    Result<QStringList> products = handOut(context, *plan, *folders);
    if (!products)
        return products;
    const Result<QString> lockPath = writeLock(context, *plan);
    if (!lockPath)
        return passOn(lockPath);
    *products += *lockPath;
    if (const Result<qint64> freed = shrinkCache(context, options.cacheLimit, usedPaths(*folders, *archive, plan->packages), progress); !freed)
        return passOn(freed);
    return products;
}

} // namespace

QString productFolder(const QString &output, const QString &boardId)
{
    return output + u'/' + boardId;
}

QString nodeImagePath(const QString &output, const Node &node)
{
    const QString name = node.isHead() ? node.boardId + QStringLiteral("-disk.img") : node.name + QStringLiteral(".img");
    return productFolder(output, node.boardId) + u'/' + name;
}

Result<QStringList> buildProducts(const BuildContext &context, const BuildOptions &options, Progress &progress)
{
    if (Status keys = requireKeys(context, progress); !keys)
        return passOn(keys);
    const Result<BuildLocks> locks = lockForBuild(context, progress);
    if (!locks)
        return passOn(locks);
    const Result<Lock> versions = options.lock.isEmpty() ? Lock() : readLock(options.lock);
    if (!versions)
        return passOn(versions);
    const Result<QStringList> products = build(context, options, *versions, progress);
    if (!products)
        return tl::unexpected<Error>(explainFailure(products.error()));
    return products;
}

} // namespace coffer
