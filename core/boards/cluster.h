// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/boards/board.h"
#include "core/boards/ipv4.h"

#include <QList>
#include <QMap>

namespace coffer {

/// One machine of the coffer.
struct Node
{
    Role role = Role::Compute;
    int index = -1;   ///< 0…; -1 for the head
    QString name;     ///< "head", "node07"
    QString hostName; ///< name in the network, e.g. "node07"
    QString boardId;
    Ipv4 address;
    QString mac;      ///< lower case with colons; empty: the board's own

    bool isHead() const { return role == Role::Head; }
};

/// Where the systems' kernel comes from.
enum class KernelOrigin {
    Debian, ///< Debian's own package
    Source  ///< built from Debian's source with boards/kernel
};

/// The network plan.
struct Network
{
    Ipv4 subnet;
    int prefixLength = 24;
    Ipv4 gateway;
    Ipv4 dhcpFirst;
    Ipv4 dhcpLast;
    QString dhcpLease; ///< as dnsmasq takes it, "12h"
    Ipv4 resolver;     ///< whom the head asks for names outside
    QString domain;

    Ipv4 netmask() const;
};

/// boards/cluster.toml together with the boards it names.
struct Cluster
{
    QString id;      ///< tells this coffer's cards from another's
    QString suite;   ///< Debian suite of the systems, "trixie"
    QString mirror;  ///< archive to take packages from; empty: the one this machine's apt uses
    QString security; ///< archive of Debian's security updates; empty: the one this machine's apt uses; "none": without them
    QString profile; ///< "demo" or "full": which package lists
    KernelOrigin kernel = KernelOrigin::Debian;
    Network network;
    QString computeRoot; ///< which disk of the head's holds the compute nodes' root: "emmc" or "nvme"
    int slots = 1;       ///< MPI processes a node takes by itself …
    int mostSlots = 1;   ///< … and when asked for more
    QList<Node> nodes;    ///< the head first, then 0…
    QMap<QString, Board> boards;
    QStringList packages; ///< of the profile, for every system
    QString folder;       ///< absolute path of boards/

    const Node &head() const { return nodes.first(); }
    const Board &boardOf(const Node &node) const { return *boards.constFind(node.boardId); }
    /// The node named "head", "node07" or "7"; null when there is none.
    const Node *findNode(const QString &name) const;
    /// Under what its machines are reached: their names, full names and addresses, the head's first.
    QStringList hosts() const;
    /// The board with this role; every cluster has both.
    const Board &boardFor(Role role) const;
};

/// Reads boards/cluster.toml in `folder` and the boards that it names. Every key is known and
/// checked. Errors: NotFound (no such file), or InvalidInput as "file:line: what is wrong; allowed: …".
Result<Cluster> loadCluster(const QString &folder);

/// Values for @NAME@ in file trees and environments. Of the node: HOSTNAME, ADDRESS, MAC; of its
/// board: FDTFILE, CONSOLE. Of the cluster: CLUSTER, DOMAIN, SUBNET, PREFIX_LENGTH, NETMASK, GATEWAY,
/// DHCP_FIRST, DHCP_LAST, DHCP_LEASE, RESOLVER, HEAD_NAME, HEAD_ADDRESS, COMPUTE_ROOT (name below /srv
/// of the compute nodes' root), COMPUTE_DEVICE (the head's disk with it; empty when the head's board is
/// not known), MACHINES (all by name, full name and address, on one line), and with a line for each:
/// NODE_HOSTS (of hosts(5), the head's too), DHCP_HOSTS (dnsmasq's dhcp-host, of those with a MAC),
/// MPI_HOSTS (the nodes, as Open MPI's hostfile has them).
QMap<QString, QString> substitutions(const Cluster &cluster, const Node &node);

/// Replaces each @NAME@ in `text` (a NAME is upper-case letters, digits and _); one that is not
/// there is an InvalidInput error that names it, `where` (a file name) and its line.
Result<QString> substitute(const QString &text, const QMap<QString, QString> &values, const QString &where);

} // namespace coffer
