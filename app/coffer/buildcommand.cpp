// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/invocation.h"

#include "common/batchsetup.h"
#include "core/base/format.h"
#include "core/build/buildproducts.h"

#include <QElapsedTimer>
#include <QFileInfo>

namespace coffer {

int runBuild(Invocation &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        tr("Builds the boot loaders, root file systems, disk images and the kernel packages of the head, of the compute\n"
           "nodes, or (the default) of all. What has not changed since the last build is not built again."));
    if (const auto ended = parse(call, parser, {QStringLiteral("[head|compute|all]"), 0, 1}))
        return *ended;
    const QString what = parser.positionalArguments().value(0, QStringLiteral("all"));
    if (what != QLatin1String("head") && what != QLatin1String("compute") && what != QLatin1String("all"))
        return failWith(call, {Errc::Usage, tr("\"coffer build\" takes head, compute or all, not \"%1\".").arg(what)});
    const Result<Cluster> cluster = clusterOf(call);
    if (!cluster)
        return failWith(call, cluster.error());

    QElapsedTimer clock;
    clock.start();
    const BuildContext context = buildContext(*cluster, call.paths);
    Progress progress = call.progress();
    for (const Role role : {Role::Head, Role::Compute}) {
        const bool wanted = what == QLatin1String("all") || what == (role == Role::Head ? QLatin1String("head") : QLatin1String("compute"));
        if (!wanted)
            continue;
        const Result<QStringList> products = buildProducts(context, cluster->boardFor(role), progress);
        if (!products)
            return failWith(call, products.error());
        for (const QString &path : *products) {
            call.console.tell(QStringLiteral("%1  %2").arg(formatBytes(QFileInfo(path).size()), 10).arg(path), QStringLiteral("product"),
                              {{QStringLiteral("path"), path}, {QStringLiteral("size"), QFileInfo(path).size()}});
        }
    }
    call.console.print(tr("Built in %1.").arg(formatDuration(double(clock.elapsed()) / 1000)));
    return ExitDone;
}

} // namespace coffer
