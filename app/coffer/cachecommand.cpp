// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/invocation.h"

#include "common/batchsetup.h"
#include "core/base/format.h"
#include "core/build/cleancache.h"

namespace coffer {
namespace {

int showCache(Invocation &call, const BuildContext &context, Progress &progress)
{
    const Result<QList<CachedItem>> items = cachedItems(context, progress);
    if (!items)
        return failWith(call, items.error());
    qint64 total = 0;
    qint64 debs = 0;
    for (const CachedItem &item : *items) {
        total += item.bytes;
        if (item.path.endsWith(QStringLiteral(".deb"))) {
            debs += item.bytes;
            continue;
        }
        call.console.tell(QStringLiteral("%1  %2  %3").arg(formatBytes(item.bytes), 10).arg(item.used.toString(QStringLiteral("yyyy-MM-dd HH:mm")), item.name),
                          QStringLiteral("cached"),
                          {{QStringLiteral("name"), item.name}, {QStringLiteral("bytes"), item.bytes}, {QStringLiteral("used"), item.used.toString(Qt::ISODate)}});
    }
    call.console.tell(tr("%1  downloaded packages\n%2  in all, in %3").arg(formatBytes(debs), 10).arg(formatBytes(total), 10).arg(context.cacheFolder),
                      QStringLiteral("cache"), {{QStringLiteral("path"), context.cacheFolder}, {QStringLiteral("bytes"), total}, {QStringLiteral("debs"), debs}});
    return ExitDone;
}

} // namespace

int runCache(Invocation &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        tr("show: tells what the cache of builds holds, the longest unused first.\n"
           "clean: removes the longest unused until no more than --keep is left; all of it by default. Nothing that is built\n"
           "in the output folder is touched; what is removed is made or downloaded again when it is needed."));
    const QCommandLineOption keep(QStringLiteral("keep"), tr("How much may stay, in GiB (0)."), QStringLiteral("SIZE"), QStringLiteral("0"));
    parser.addOption(keep);
    if (const auto ended = parse(call, parser, {QStringLiteral("show|clean"), 1, 1}))
        return *ended;
    const QString what = parser.positionalArguments().constFirst();
    bool isNumber = false;
    const qint64 limit = parser.value(keep).toLongLong(&isNumber) << 30;
    if ((what != QLatin1String("show") && what != QLatin1String("clean")) || !isNumber || limit < 0)
        return failWith(call, {Errc::Usage, tr("\"coffer cache\" takes show or clean, and --keep a number of GiB.")});
    const Result<Cluster> cluster = clusterOf(call);
    if (!cluster)
        return failWith(call, cluster.error());
    const BuildContext context = buildContext(*cluster, call.paths);
    Progress progress = call.progress();
    if (what == QLatin1String("show"))
        return showCache(call, context, progress);
    const Result<qint64> removed = cleanCache(context, limit, progress);
    if (!removed)
        return failWith(call, removed.error());
    call.console.tell(tr("%1 removed.").arg(formatBytes(*removed)), QStringLiteral("removed"), {{QStringLiteral("bytes"), *removed}});
    return ExitDone;
}

} // namespace coffer
