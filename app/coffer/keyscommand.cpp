// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/invocation.h"

#include "core/keys/keys.h"

#include <algorithm>

namespace coffer {
namespace {

int show(Invocation &call)
{
    Progress progress = call.progress();
    const Result<QList<KeyPair>> keys = checkKeys(call.paths.keys, progress);
    if (!keys)
        return failWith(call, keys.error());
    for (const KeyPair &key : *keys) {
        const QString state = key.present ? key.fingerprint : tr("missing");
        call.console.tell(QStringLiteral("%1  %2  %3").arg(key.name, -14).arg(key.type, -8).arg(state), QStringLiteral("key"),
                          {{QStringLiteral("name"), key.name},
                           {QStringLiteral("type"), key.type},
                           {QStringLiteral("fingerprint"), key.fingerprint},
                           {QStringLiteral("present"), key.present},
                           {QStringLiteral("path"), key.privatePath}});
    }
    const bool complete = std::all_of(keys->begin(), keys->end(), [](const KeyPair &key) { return key.present; });
    if (!complete)
        return failWith(call, {Errc::NotFound, tr("The key set in %1 is not complete; \"coffer keys create\" makes what is missing.").arg(call.paths.keys)});
    return ExitDone;
}

int create(Invocation &call)
{
    const Result<Cluster> cluster = clusterOf(call);
    if (!cluster)
        return failWith(call, cluster.error());
    Progress progress = call.progress();
    const Result<QStringList> created = createKeys(call.paths.keys, cluster->id, progress);
    if (!created)
        return failWith(call, created.error());
    if (created->isEmpty())
        call.console.print(tr("All keys are there already, in %1; none was touched.").arg(call.paths.keys));
    else
        call.console.print(tr("Created in %1: %2.").arg(call.paths.keys, created->join(QStringLiteral(", "))));
    return show(call);
}

} // namespace

int runKeys(Invocation &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        tr("create: makes the cluster's key pairs (cc, root, host keys) and the secret of /share that are missing; keys that are there are never touched.\n"
           "show: lists and checks them; exit code 1 when one is missing."));
    if (const auto ended = parse(call, parser, {QStringLiteral("create|show"), 1, 1}))
        return *ended;
    const QString what = parser.positionalArguments().first();
    if (what == QLatin1String("create"))
        return create(call);
    if (what == QLatin1String("show"))
        return show(call);
    return failWith(call, {Errc::Usage, tr("\"coffer keys\" takes create or show, not \"%1\".").arg(what)});
}

} // namespace coffer
