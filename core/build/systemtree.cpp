// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/systemtree.h"

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/build/filetree.h"
#include "core/build/stage.h"
#include "core/keys/installkeys.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>

namespace coffer {
namespace {

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

/// The scripts `name` of all boards and of this one, one after the other.
Result<QByteArray> scripts(const BuildContext &context, const Board &board, const QString &name)
{
    QByteArray all;
    for (const QString &folder : {context.cluster.folder, board.folder}) {
        const QString path = folder + u'/' + name;
        if (!QFileInfo::exists(path))
            continue;
        const Result<QByteArray> text = readFile(path);
        if (!text)
            return text;
        all += *text + '\n';
    }
    return all;
}

QByteArray aptSource(const QString &mirror, const QString &suites)
{
    return "Types: deb\nURIs: " + mirror.toUtf8() + "\nSuites: " + suites.toUtf8()
         + "\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n";
}

/// Of the running system (sources.list(5), deb822).
QByteArray aptSources(const DebianArchives &updates, const QString &suite)
{
    if (!hasUpdates(suite))
        return aptSource(updates.mirror, suite);
    const QByteArray own = aptSource(updates.mirror, suite + u' ' + suite + QStringLiteral("-updates"));
    return updates.security.isEmpty() ? own : own + '\n' + aptSource(updates.security, suite + QStringLiteral("-security"));
}

/// Copies those files of the tree from which update-initramfs makes the initial RAM disk.
Status copyEarly(const QString &tree, const QString &early)
{
    if (Status made = makePublicFolder(early); !made)
        return made;
    for (const char *folder : {"etc/initramfs-tools", "etc/modprobe.d", "etc/udev/rules.d", "usr/share/initramfs-tools"}) {
        const QString name = u'/' + QLatin1String(folder);
        if (Status copied = renderTree(tree + name, early + name, {}); !copied)
            return copied;
    }
    const Result<QByteArray> mounts = readFile(tree + QStringLiteral("/etc/fstab")); // which kind of check the root wants
    return mounts ? writePublicFile(early + QStringLiteral("/etc/fstab"), *mounts) : ok();
}

Status render(const BuildContext &context, const Board &board, const DebianArchives &updates, const SystemTree &system)
{
    const QMap<QString, QString> values = treeValues(context, board);
    if (Status made = makePublicFolder(system.tree()); !made)
        return made;
    // These first, so that no link of a board's tree leads them elsewhere.
    if (Status installed = installKeys(context.keysFolder, system.tree()); !installed)
        return installed;
    if (Status written = writePublicFile(system.tree() + QStringLiteral("/etc/apt/sources.list.d/debian.sources"), aptSources(updates, context.cluster.suite)); !written)
        return written;
    for (const QString &part : {context.cluster.folder, board.folder}) {
        if (Status rendered = renderTree(part + QStringLiteral("/rootfs"), system.tree(), values); !rendered)
            return rendered;
    }
    for (const QString &script : {system.setup(), system.configure()}) {
        const Result<QByteArray> text = scripts(context, board, QFileInfo(script).fileName());
        if (!text)
            return passOn(text);
        if (Status written = writeFile(script, *text); !written)
            return written;
    }
    return copyEarly(system.tree(), system.early());
}

} // namespace

QString rootUuid(const Cluster &cluster, const Board &board)
{
    static const QUuid space(0x3d0c3b6e, 0x52a1, 0x4b0e, 0x9c, 0x54, 0x61, 0x7d, 0x0e, 0x8a, 0x2f, 0x10);
    return QUuid::createUuidV5(space, cluster.id + u'/' + board.id).toString(QUuid::WithoutBraces);
}

Result<SystemTree> renderSystem(const BuildContext &context, const Board &board, const DebianArchives &updates)
{
    SystemTree system;
    system.folder = std::make_shared<QTemporaryDir>(context.cacheFolder + QStringLiteral("/tree-XXXXXX"));
    if (Status rendered = render(context, board, updates, system); !rendered)
        return passOn(rendered);
    const Result<QByteArray> all = hashFolder(system.folder->path());
    const Result<QByteArray> early = hashFolder(system.early());
    const Result<QByteArray> setup = sha256OfFile(system.setup());
    for (const Result<QByteArray> *hash : {&all, &early, &setup}) {
        if (!*hash)
            return passOn(*hash);
    }
    system.hash = *all;
    system.earlyHash = *early;
    system.setupHash = *setup;
    return system;
}

} // namespace coffer
