// SPDX-License-Identifier: GPL-3.0-or-later
#include "station/wizardservices.h"

#include "common/batchsetup.h"
#include "core/build/buildproducts.h"
#include "core/keys/userkey.h"
#include "ui/preferences/preferencesfile.h"

#include <QDir>
#include <QFileInfo>

namespace coffer {
namespace {

/// `work` on what a build of the cluster, as boards/cluster.toml and the preferences have it then, works on.
template <typename T>
std::function<Result<T>(Progress &)> onCluster(const Paths &paths, std::function<Result<T>(const BuildContext &, Progress &)> work)
{
    return [=](Progress &progress) -> Result<T> {
        const Result<Cluster> cluster = loadCluster(paths.boards);
        return cluster ? work(preferredContext(*cluster, paths, loadPreferences(paths.preferences).values), progress) : passOn(cluster);
    };
}

QStringList missingImages(const Cluster &cluster, const QString &output)
{
    QStringList missing;
    for (const Node &node : cluster.nodes) {
        const QString path = nodeImagePath(output, node);
        if (!QFileInfo::exists(path) || !QFileInfo::exists(path + QStringLiteral(".bmap")))
            missing += path;
    }
    return missing;
}

QList<NextStep> stepsAfter(const Cluster &cluster, const Paths &paths)
{
    const QString login = QStringLiteral("ssh -i %1/root/id_ed25519 root@%2").arg(paths.keys, cluster.head().address.toString());
    return {
        {tr("Put the head's card into the head, connect it to the coffer's switch, and switch it on. It enlarges its file system at the first start."), {}},
        {tr("From a computer in the same network: does the head answer, and has everything started? It should say \"running\"."),
         login + QStringLiteral(" systemctl is-system-running --wait")},
        {tr("The compute nodes' root file system goes onto the head's disk (%1): its program cofferware-receive-root takes it.").arg(cluster.computeRoot), {}},
        {tr("Is the nodes' root there, and offered to them?"), login + QStringLiteral(" exportfs -v")},
        {tr("Put the other cards into their nodes, by their labels, and switch the nodes on. After two minutes each should answer; for example:"),
         login + QStringLiteral(" ssh %1 uptime").arg(cluster.nodes.value(1).hostName)},
    };
}

} // namespace

BuildContext preferredContext(const Cluster &cluster, const Paths &paths, const Preferences &preferences)
{
    BuildContext context = buildContext(cluster, paths);
    if (!preferences.cacheFolder.isEmpty())
        context.cacheFolder = preferences.cacheFolder;
    if (!preferences.mirror.isEmpty())
        context.cluster.mirror = preferences.mirror;
    context.proxy = preferences.proxy;
    return context;
}

WizardServices wizardServices(const Paths &paths, const Cluster &flashed)
{
    WizardServices services;
    services.flashed = flashed;
    services.requirements = onCluster<QList<Requirement>>(paths, [](const BuildContext &context, Progress &) -> Result<QList<Requirement>> {
        return checkRequirements(context);
    });
    services.cluster = [paths](Progress &) { return loadCluster(paths.boards); };
    services.keys = [paths](Progress &progress) { return checkKeys(paths.keys, progress); };
    services.createKeys = onCluster<QStringList>(paths, [](const BuildContext &context, Progress &progress) {
        return createKeys(context.keysFolder, context.cluster.id, progress);
    });
    services.installRootKey = onCluster<QString>(paths, [](const BuildContext &context, Progress &progress) -> Result<QString> {
        const Cluster &cluster = context.cluster;
        const Result<UserKey> key = installRootKey(context.keysFolder, QDir::homePath() + QStringLiteral("/.ssh"), cluster.id, cluster.hosts(), progress);
        if (!key)
            return passOn(key);
        return describe(*key, cluster.head().address.toString());
    });
    services.imagesMissing = onCluster<QStringList>(paths, [](const BuildContext &context, Progress &) -> Result<QStringList> {
        return missingImages(context.cluster, context.outputFolder);
    });
    services.build = onCluster<QStringList>(paths, [](const BuildContext &context, Progress &progress) {
        return buildProducts(context, {}, progress);
    });
    services.nextSteps = [paths](const Cluster &cluster) { return stepsAfter(cluster, paths); };
    return services;
}

} // namespace coffer
