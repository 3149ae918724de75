// SPDX-License-Identifier: GPL-3.0-or-later
//
// rendersystem BOARDS KEYS head|compute OUT: lays into OUT what a build lays over the packages of that system.
#include "core/base/files.h"
#include "core/build/systemtree.h"
#include "core/boards/cluster.h"

#include <QFileInfo>

#include <cstdio>

using namespace coffer;

namespace {

Status render(const QString &boards, const QString &keys, Role role, const QString &out)
{
    const Result<Cluster> cluster = loadCluster(boards);
    if (!cluster)
        return passOn(cluster);
    if (Status made = makeDirectory(QFileInfo(out).path()); !made)
        return made;
    const QTemporaryDir cache(out + QStringLiteral(".XXXXXX")); // on one file system with it
    const BuildContext context{*cluster, cache.path(), {}, keys, {}};
    const DebianArchives updates{QStringLiteral("copy:/archive"), QStringLiteral("copy:/security")};
    const Result<SystemTree> system = renderSystem(context, cluster->boardFor(role), updates);
    if (!system)
        return passOn(system);
    return moveInPlace(system->tree(), out);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 5)
        return 2;
    const Role role = qstrcmp(argv[3], "head") == 0 ? Role::Head : Role::Compute;
    const Status done = render(QString::fromLocal8Bit(argv[1]), QString::fromLocal8Bit(argv[2]), role, QString::fromLocal8Bit(argv[4]));
    if (!done)
        std::fprintf(stderr, "%s\n", qPrintable(done.error().message));
    return done ? 0 : 1;
}
