// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/rootfs.h"

#include "core/base/files.h"
#include "core/build/filetree.h"
#include "core/build/sandbox.h"
#include "core/build/stage.h"
#include "core/build/toolset.h"
#include "core/keys/installkeys.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QUuid>

namespace coffer {
namespace {

/// Where apt keeps the packages that it downloaded, for all builds.
QString debFolder(const AptArchive &archive)
{
    return archive.folder + QStringLiteral("/debs");
}

/// The packages that all systems share, configured, as a tarball.
Result<QString> baseSystem(const BuildContext &context, const AptArchive &archive, const QString &native, Progress &progress)
{
    const Cluster &cluster = context.cluster;
    Stage stage;
    stage.name = QStringLiteral("base");
    stage.inputs = {cluster.suite.toUtf8(), cluster.packages.join(u',').toUtf8(), recipeText(QStringLiteral("base.sh")),
                    native.isEmpty() ? "emulated" : recipeText(QStringLiteral("native-programs"))};
    stage.make = [&](const QString &folder, Progress &making) {
        return runRecipe(context, QStringLiteral("base.sh"), folder, !native.isEmpty(),
                         {archive.optionsFile, archive.mirror, cluster.suite, native, debFolder(archive),
                          cluster.packages.join(u','), folder + QStringLiteral("/base.tar")},
                         making);
    };
    const Result<QString> folder = runStage(context, stage, progress);
    if (!folder)
        return folder;
    return *folder + QStringLiteral("/base.tar");
}

/// Values for the file trees of a board: those of its node (the head's own; for a compute board, whose root all
/// nodes share, the cluster's), and the root file system's.
QMap<QString, QString> treeValues(const BuildContext &context, const Board &board)
{
    const Cluster &cluster = context.cluster;
    QMap<QString, QString> values = substitutions(cluster, cluster.head());
    values.insert(QStringLiteral("ROOT_UUID"), rootUuid(cluster, board));
    values.insert(QStringLiteral("FDTFILE"), board.deviceTree);
    values.insert(QStringLiteral("CONSOLE"), board.console);
    return values;
}

/// Everything that is laid over the packages, rendered into `tree`, with the configure script beside.
Status makeTree(const BuildContext &context, const Board &board, const QString &tree)
{
    const QMap<QString, QString> values = treeValues(context, board);
    if (Status made = makeDirectory(tree); !made)
        return made;
    QByteArray configure;
    for (const QString &part : {context.cluster.folder, board.folder}) {
        if (Status rendered = renderTree(part + QStringLiteral("/rootfs"), tree, values); !rendered)
            return rendered;
        const QString script = part + QStringLiteral("/configure");
        if (!QFileInfo::exists(script))
            continue;
        const Result<QByteArray> text = readFile(script);
        if (!text)
            return passOn(text);
        configure += *text + '\n';
    }
    if (Status installed = installKeys(context.keysFolder, tree); !installed)
        return installed;
    return writeFile(tree + QStringLiteral(".configure"), configure);
}

} // namespace

QString rootUuid(const Cluster &cluster, const Board &board)
{
    static const QUuid space(0x3d0c3b6e, 0x52a1, 0x4b0e, 0x9c, 0x54, 0x61, 0x7d, 0x0e, 0x8a, 0x2f, 0x10);
    return QUuid::createUuidV5(space, cluster.id + u'/' + board.id).toString(QUuid::WithoutBraces);
}

Result<RootFileSystem> rootFileSystem(const BuildContext &context, const Board &board, const AptArchive &archive, Progress &progress)
{
    const Result<QString> native = nativeToolset(context, archive, progress);
    if (!native)
        return passOn(native);
    const Result<QString> base = baseSystem(context, archive, *native, progress);
    if (!base)
        return passOn(base);

    // Rendered first, as its contents are the stage's input. It holds private keys: a folder of our own, 0700, and
    // what a killed build left of it goes now.
    const QDir cache(context.cacheFolder);
    for (const QString &left : cache.entryList({QStringLiteral("tree-*")}, QDir::Dirs))
        QDir(cache.filePath(left)).removeRecursively();
    const QTemporaryDir rendered(context.cacheFolder + QStringLiteral("/tree-XXXXXX"));
    const QString tree = rendered.filePath(QStringLiteral("tree"));
    if (Status made = makeTree(context, board, tree); !made)
        return passOn(made);
    const Result<QByteArray> contents = hashFolder(rendered.path());
    if (!contents)
        return passOn(contents);

    Stage stage;
    stage.name = QStringLiteral("system-") + board.id;
    stage.inputs = {base->toUtf8(), board.packages.join(u' ').toUtf8(), *contents, recipeText(QStringLiteral("system.sh"))};
    stage.make = [&](const QString &folder, Progress &making) {
        return runRecipe(context, QStringLiteral("system.sh"), folder, !native->isEmpty(),
                         {archive.optionsFile, *base, *native, debFolder(archive), tree,
                          board.packages.join(u' '), rootUuid(context.cluster, board), board.id, folder + QStringLiteral("/root.img")},
                         making);
    };
    const Result<QString> folder = runStage(context, stage, progress);
    if (!folder)
        return passOn(folder);
    return RootFileSystem{*folder + QStringLiteral("/root.img"), *folder + QStringLiteral("/root.img.packages")};
}

} // namespace coffer
