// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/invocation.h"

namespace coffer {
namespace {

QJsonObject toJson(const Node &node)
{
    return {{QStringLiteral("node"), node.name},
            {QStringLiteral("board"), node.boardId},
            {QStringLiteral("address"), node.address.toString()},
            {QStringLiteral("mac"), node.mac}};
}

} // namespace

int runBoards(Invocation &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Shows the boards and the nodes as configured in cluster.toml and board.toml."));
    if (const auto ended = parse(call, parser, {}))
        return *ended;
    const Result<Cluster> cluster = clusterOf(call);
    if (!cluster)
        return failWith(call, cluster.error());

    call.console.tell(tr("Cluster %1: Debian %2, profile %3, configured in %4.")
                          .arg(cluster->id, cluster->suite, cluster->profile, cluster->folder),
                      QStringLiteral("cluster"),
                      {{QStringLiteral("id"), cluster->id},
                       {QStringLiteral("suite"), cluster->suite},
                       {QStringLiteral("profile"), cluster->profile}});
    for (const Board &board : cluster->boards) {
        const QString role = board.role == Role::Head ? tr("head") : tr("compute");
        call.console.tell(QStringLiteral("  %1  %2 (%3), %4").arg(board.id, -12).arg(board.name, role, board.deviceTree),
                          QStringLiteral("board"),
                          {{QStringLiteral("id"), board.id}, {QStringLiteral("name"), board.name}, {QStringLiteral("role"), role}});
    }
    call.console.print(tr("Nodes:"));
    for (const Node &node : cluster->nodes) {
        call.console.tell(QStringLiteral("  %1  %2  %3  %4")
                              .arg(node.name, -8).arg(node.address.toString(), -15).arg(node.mac, -17).arg(node.boardId),
                          QStringLiteral("node"), toJson(node));
    }
    return ExitDone;
}

} // namespace coffer
