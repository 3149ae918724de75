// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/boards/cluster.h"

#include <QRegularExpression>

namespace coffer {

QMap<QString, QString> substitutions(const Cluster &cluster, const Node &node)
{
    const Network &network = cluster.network;
    const Board board = cluster.boards.value(node.boardId);
    QStringList hosts;
    QStringList leases;
    QStringList machines;
    QStringList mpiHosts;
    for (const Node &each : cluster.nodes) {
        hosts += QStringLiteral("%1 %2.%3 %2").arg(each.address.toString(), each.hostName, network.domain);
        machines += QStringLiteral("%2 %2.%3 %1").arg(each.address.toString(), each.hostName, network.domain);
        if (!each.isHead())
            mpiHosts += QStringLiteral("%1 slots=%2 max_slots=%3").arg(each.hostName).arg(cluster.slots).arg(cluster.mostSlots);
        if (!each.mac.isEmpty())
            leases += QStringLiteral("dhcp-host=%1,%2,%3").arg(each.mac, each.address.toString(), each.hostName);
    }
    return {
        {QStringLiteral("HOSTNAME"), node.hostName},
        {QStringLiteral("ADDRESS"), node.address.toString()},
        {QStringLiteral("MAC"), node.mac},
        {QStringLiteral("FDTFILE"), board.deviceTree},
        {QStringLiteral("CONSOLE"), board.console},
        {QStringLiteral("CLUSTER"), cluster.id},
        {QStringLiteral("DOMAIN"), network.domain},
        {QStringLiteral("SUBNET"), network.subnet.toString()},
        {QStringLiteral("PREFIX_LENGTH"), QString::number(network.prefixLength)},
        {QStringLiteral("NETMASK"), network.netmask().toString()},
        {QStringLiteral("GATEWAY"), network.gateway.toString()},
        {QStringLiteral("DHCP_FIRST"), network.dhcpFirst.toString()},
        {QStringLiteral("DHCP_LAST"), network.dhcpLast.toString()},
        {QStringLiteral("DHCP_LEASE"), network.dhcpLease},
        {QStringLiteral("RESOLVER"), network.resolver.toString()},
        {QStringLiteral("HEAD_NAME"), cluster.head().hostName},
        {QStringLiteral("HEAD_ADDRESS"), cluster.head().address.toString()},
        {QStringLiteral("COMPUTE_ROOT"), QStringLiteral("rootfs-") + cluster.nodes.last().boardId},
        {QStringLiteral("COMPUTE_DEVICE"), cluster.boards.value(cluster.head().boardId).disks.value(cluster.computeRoot)},
        {QStringLiteral("MACHINES"), machines.join(u' ')},
        {QStringLiteral("NODE_HOSTS"), hosts.join(u'\n')},
        {QStringLiteral("DHCP_HOSTS"), leases.join(u'\n')},
        {QStringLiteral("MPI_HOSTS"), mpiHosts.join(u'\n')},
    };
}

Result<QString> substitute(const QString &text, const QMap<QString, QString> &values, const QString &where)
{
    static const QRegularExpression name(QStringLiteral("@([A-Z][A-Z0-9_]*)@"));
    QString result;
    qsizetype done = 0;
    for (auto it = name.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const auto value = values.constFind(match.captured(1));
        if (value == values.cend())
            return fail(Errc::InvalidInput, tr("%1:%2: @%3@ is not known; allowed: %4.")
                                                .arg(where)
                                                .arg(QStringView(text).left(match.capturedStart()).count(u'\n') + 1)
                                                .arg(match.captured(1), QStringList(values.keys()).join(QStringLiteral(", "))));
        result += QStringView(text).mid(done, match.capturedStart() - done);
        result += *value;
        done = match.capturedEnd();
    }
    return result + QStringView(text).mid(done).toString();
}

} // namespace coffer
