// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/invocation.h"

#include "core/keys/keys.h"
#include "core/keys/userkey.h"

#include <QDir>

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

int install(Invocation &call)
{
    const Result<Cluster> cluster = clusterOf(call);
    if (!cluster)
        return failWith(call, cluster.error());
    Progress progress = call.progress();
    const Result<UserKey> key = installRootKey(call.paths.keys, QDir::homePath() + QStringLiteral("/.ssh"), cluster->id, cluster->hosts(), progress);
    if (!key)
        return failWith(call, key.error());
    call.console.tell(describe(*key, cluster->head().address.toString()), QStringLiteral("key"),
                      {{QStringLiteral("path"), key->path}, {QStringLiteral("new"), key->isNew}, {QStringLiteral("newHosts"), key->newHosts}});
    return ExitDone;
}

} // namespace

int runKeys(Invocation &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        tr("create: makes the cluster's key pairs (cc, root, host keys) and the secret of /share that are missing; keys that are there are never touched.\n"
           "show: lists and checks them; exit code 1 when one is missing.\n"
           "install: puts root's key into your ~/.ssh, never over another, and the cluster's machines into its known_hosts."));
    if (const auto ended = parse(call, parser, {QStringLiteral("create|show|install"), 1, 1}))
        return *ended;
    const QString what = parser.positionalArguments().first();
    if (what == QLatin1String("create"))
        return create(call);
    if (what == QLatin1String("show"))
        return show(call);
    if (what == QLatin1String("install"))
        return install(call);
    return failWith(call, {Errc::Usage, tr("\"coffer keys\" takes create, show or install, not \"%1\".").arg(what)});
}

} // namespace coffer
