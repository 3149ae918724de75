// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/boards/board.h"

#include <QHostAddress>
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
    QHostAddress address;
    QString mac;      ///< lower case with colons; empty: the board's own

    bool isHead() const { return role == Role::Head; }
};

/// The network plan.
struct Network
{
    QHostAddress subnet;
    int prefixLength = 24;
    QHostAddress gateway;
    QHostAddress dhcpFirst;
    QHostAddress dhcpLast;
    QString dhcpLease; ///< as dnsmasq takes it, "12h"
    QString domain;

    QHostAddress netmask() const;
};

/// boards/cluster.toml together with the boards it names.
struct Cluster
{
    QString id;      ///< tells this coffer's cards from another's
    QString suite;   ///< Debian suite of the systems, "trixie"
    QString mirror;  ///< archive to take packages from; empty: the one this machine's apt uses
    QString profile; ///< "demo" or "full": which package lists
    Network network;
    QList<Node> nodes;    ///< the head first, then 0…
    QMap<QString, Board> boards;
    QStringList packages; ///< of the profile, for every system
    QString folder;       ///< absolute path of boards/

    const Node &head() const { return nodes.first(); }
    const Board &boardOf(const Node &node) const { return *boards.constFind(node.boardId); }
    /// The node named "head", "node07" or "7"; null when there is none.
    const Node *findNode(const QString &name) const;
    /// The board with this role; every cluster has both.
    const Board &boardFor(Role role) const;
};

/// Reads boards/cluster.toml in `folder` and the boards that it names. Every key is known and
/// checked: wrong ones are refused as InvalidInput with file, line and what is allowed.
Result<Cluster> loadCluster(const QString &folder);

/// Values for @NAME@ in file trees and environments, of the cluster and of one node:
/// HOSTNAME, ADDRESS, MAC, HEAD_ADDRESS, NETMASK, GATEWAY, DHCP_FIRST, DHCP_LAST, ...
QMap<QString, QString> substitutions(const Cluster &cluster, const Node &node);

/// Replaces each @NAME@ in `text`; a name that is not there is an InvalidInput error that names it
/// and `where` (a file name).
Result<QString> substitute(const QString &text, const QMap<QString, QString> &values, const QString &where);

} // namespace coffer
