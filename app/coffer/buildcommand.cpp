// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/invocation.h"

#include "common/batchsetup.h"
#include "core/base/format.h"
#include "core/build/buildproducts.h"

#include <QElapsedTimer>
#include <QFileInfo>

namespace coffer {
namespace {

Result<BuildOptions> optionsOf(const QCommandLineParser &parser, const QString &lock, const QString &limit)
{
    BuildOptions options;
    options.lock = lock;
    const QString what = parser.positionalArguments().value(0, QStringLiteral("all"));
    if (what == QLatin1String("head"))
        options.roles = {Role::Head};
    else if (what == QLatin1String("compute"))
        options.roles = {Role::Compute};
    else if (what != QLatin1String("all"))
        return fail(Errc::Usage, tr("\"coffer build\" takes head, compute or all, not \"%1\".").arg(what));
    bool right = true;
    if (!limit.isEmpty())
        options.cacheLimit = limit.toLongLong(&right) << 30;
    if (!right || options.cacheLimit < 0)
        return fail(Errc::Usage, tr("--cache-limit takes a number of GiB, not \"%1\".").arg(limit));
    // reproducible-builds.org/specs/source-date-epoch
    if (qEnvironmentVariableIsSet("SOURCE_DATE_EPOCH"))
        options.epoch = qEnvironmentVariable("SOURCE_DATE_EPOCH").toLongLong(&right);
    if (!right || options.epoch < 0)
        return fail(Errc::Usage, tr("The environment's SOURCE_DATE_EPOCH is no number of seconds; unset it, or see reproducible-builds.org."));
    return options;
}

} // namespace

int runBuild(Invocation &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        tr("Builds the boot loaders, root file systems, disk images and the kernel packages of the head, of the compute\n"
           "nodes, or (the default) of all. What has not changed since the last build is not built again."));
    const QCommandLineOption locked(QStringLiteral("locked"), tr("Takes exactly the package versions, and the time of building, that FILE has: the packages.lock of an earlier build."), QStringLiteral("FILE"));
    const QCommandLineOption limit(QStringLiteral("cache-limit"), tr("How much the cache may keep, in GiB (20); the longest unused goes."), QStringLiteral("SIZE"));
    parser.addOptions({locked, limit});
    if (const auto ended = parse(call, parser, {QStringLiteral("[head|compute|all]"), 0, 1}))
        return *ended;
    const Result<BuildOptions> options = optionsOf(parser, parser.value(locked), parser.value(limit));
    if (!options)
        return failWith(call, options.error());
    const Result<Cluster> cluster = clusterOf(call);
    if (!cluster)
        return failWith(call, cluster.error());

    QElapsedTimer clock;
    clock.start();
    Progress progress = call.progress();
    const Result<QStringList> products = buildProducts(buildContext(*cluster, call.paths), *options, progress);
    if (!products)
        return failWith(call, products.error());
    for (const QString &path : *products) {
        call.console.tell(QStringLiteral("%1  %2").arg(formatBytes(QFileInfo(path).size()), 10).arg(path), QStringLiteral("product"),
                          {{QStringLiteral("path"), path}, {QStringLiteral("size"), QFileInfo(path).size()}});
    }
    call.console.print(tr("Built in %1.").arg(formatDuration(double(clock.elapsed()) / 1000)));
    return ExitDone;
}

} // namespace coffer
