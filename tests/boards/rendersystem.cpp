// SPDX-License-Identifier: GPL-3.0-or-later
//
// rendersystem BOARDS KEYS head|compute OUT: lays into OUT what a build lays over the packages of that system.
#include "core/build/filetree.h"
#include "core/build/systemtree.h"
#include "core/boards/cluster.h"
#include "core/keys/installkeys.h"

#include <cstdio>

using namespace coffer;

namespace {

Status render(const QString &boards, const QString &keys, Role role, const QString &out)
{
    const Result<Cluster> cluster = loadCluster(boards);
    if (!cluster)
        return passOn(cluster);
    const Board &board = cluster->boardFor(role);
    QMap<QString, QString> values = substitutions(*cluster, cluster->head());
    values.insert(QStringLiteral("ROOT_UUID"), rootUuid(*cluster, board));
    values.insert(QStringLiteral("FDTFILE"), board.deviceTree);
    values.insert(QStringLiteral("CONSOLE"), board.console);
    for (const QString &part : {cluster->folder, board.folder}) {
        if (Status rendered = renderTree(part + QStringLiteral("/rootfs"), out, values); !rendered)
            return rendered;
    }
    return installKeys(keys, out);
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
