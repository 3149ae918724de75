// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/boards/emulated.h"

#include "core/boards/loadboard.h"

namespace coffer {
namespace {

bool hasLayoutOf(const Board &board, const Board &twin)
{
    return board.bootAreaStart == twin.bootAreaStart && board.bootAreaSize == twin.bootAreaSize
        && board.environmentOffset == twin.environmentOffset && board.environmentSize == twin.environmentSize;
}

void replaceHardware(Board &board, const Board &twin)
{
    board.environment.insert(twin.environment);
    board.bootLoader = twin.bootLoader;
    board.blobs = twin.blobs;
    board.console = twin.console;
    if (board.role == Role::Head) // the nodes go on loading their board's own, which their root has to have
        board.deviceTree = twin.deviceTree;
    board.disks = twin.disks;
}

} // namespace

Result<Cluster> emulated(const Cluster &cluster, const Board &twin)
{
    Cluster result = cluster;
    for (Board &board : result.boards) {
        if (!hasLayoutOf(board, twin))
            return fail(Errc::InvalidInput, tr("%1/board.toml: boot area and environment are not where those of %2 are; allowed: the same places.")
                                                .arg(twin.folder, board.name));
        if (board.role == Role::Head && !twin.disks.contains(cluster.computeRoot))
            return fail(Errc::InvalidInput, tr("%1/board.toml: [disks] has no \"%2\", which compute-root in cluster.toml asks for.")
                                                .arg(twin.folder, cluster.computeRoot));
        replaceHardware(board, twin);
    }
    return result;
}

Result<Cluster> emulated(const Cluster &cluster)
{
    const QMap<QString, QString> names = substitutions(cluster, cluster.nodes.last());
    const Result<Board> twin = loadBoard(cluster.folder + u'/' + twinBoard, cluster.profile, {cluster.profile}, names);
    if (!twin)
        return passOn(twin);
    if (twin->role != Role::Twin)
        return fail(Errc::InvalidInput, tr("%1/board.toml: this board stands for others only with role = \"twin\".").arg(twin->folder));
    return emulated(cluster, *twin);
}

} // namespace coffer
