// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/boards/cluster.h"

#include "core/boards/loadboard.h"
#include "core/boards/tomltable.h"

#include <QDir>
#include <QFileInfo>

namespace coffer {
namespace {

constexpr int mostNodes = 250;
constexpr int mostSlots = 1000;

constexpr TextForm idForm{"[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?", QT_TRANSLATE_NOOP("coffer", "lower-case letters, digits and -")};
constexpr TextForm suiteForm{"[a-z][a-z0-9]*(-[a-z0-9]+)*", QT_TRANSLATE_NOOP("coffer", "a Debian suite such as trixie")};
constexpr TextForm mirrorForm{"|(https?|file)://[A-Za-z0-9._~:/@%+-]+", QT_TRANSLATE_NOOP("coffer", "an http, https or file address, or \"\" for the one that this machine uses")};
constexpr TextForm securityForm{"|none|(https?|file)://[A-Za-z0-9._~:/@%+-]+", QT_TRANSLATE_NOOP("coffer", "an http, https or file address, \"\" for the one that this machine uses, or \"none\"")};
// RFC 1123: labels of letters, digits and hyphens
constexpr TextForm hostForm{"[a-z]([a-z0-9-]{0,61}[a-z0-9])?", QT_TRANSLATE_NOOP("coffer", "a host name such as head")};
constexpr TextForm stemForm{"[a-z][a-z0-9-]{0,30}", QT_TRANSLATE_NOOP("coffer", "the start of a host name, such as node; the number follows")};
constexpr TextForm domainForm{"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?){0,8}", QT_TRANSLATE_NOOP("coffer", "a domain such as c16")};
constexpr TextForm subnetForm{"[0-9.]+/([89]|[12]\\d|30)", QT_TRANSLATE_NOOP("coffer", "an IPv4 network such as 172.27.142.0/24, from /8 to /30")};
constexpr TextForm leaseForm{"[1-9]\\d{0,5}[mhd]|infinite", QT_TRANSLATE_NOOP("coffer", "a time such as 12h, 90m or 2d, or infinite")};
constexpr TextForm macForm{"[0-9a-fA-F][02468aceACE](:[0-9a-fA-F]{2}){5}", QT_TRANSLATE_NOOP("coffer", "an address of one machine such as 42:14:b8:a3:a0:00")};

/// Where an address comes from, for messages.
using Taken = QMap<quint32, QString>;

Network readNetwork(const TomlTable &table)
{
    Network network;
    const QStringList subnet = table.text(QStringLiteral("subnet"), subnetForm).split(u'/');
    network.subnet = Ipv4::fromString(subnet.first());
    network.prefixLength = subnet.last().toInt();
    const quint32 hostBits = network.subnet.number() & ~network.netmask().number();
    if (table.status() && (network.subnet == Ipv4() || hostBits != 0))
        table.refuse(QStringLiteral("subnet"), tr("the subnet is no network; allowed: one whose last %1 bits are 0").arg(32 - network.prefixLength));
    network.gateway = table.address(QStringLiteral("gateway"));
    network.domain = table.text(QStringLiteral("domain"), domainForm);
    network.dhcpFirst = table.address(QStringLiteral("dhcp-first"));
    network.dhcpLast = table.address(QStringLiteral("dhcp-last"));
    network.resolver = table.has(QStringLiteral("resolver")) ? table.address(QStringLiteral("resolver")) : network.gateway;
    network.dhcpLease = table.text(QStringLiteral("dhcp-lease"), leaseForm);
    return network;
}

/// Refuses an address that no machine can have in this network, or that is taken.
void takeAddress(const TomlTable &table, const QString &key, const Network &network, const Ipv4 &address,
                 const QString &owner, Taken &taken)
{
    const quint32 number = address.number();
    const quint32 first = network.subnet.number() + 1;
    const quint32 last = (network.subnet.number() | ~network.netmask().number()) - 1;
    if (number < first || number > last)
        table.refuse(key, tr("the address %1 of %2 is outside the subnet; allowed: %3 to %4")
                              .arg(address.toString(), owner, Ipv4(first).toString(), Ipv4(last).toString()));
    else if (taken.contains(number))
        table.refuse(key, tr("the address %1 of %2 is that of %3 too; allowed: one that is free").arg(address.toString(), owner, taken.value(number)));
    taken.insert(number, owner);
}

quint64 macNumber(QString mac)
{
    return mac.remove(u':').toULongLong(nullptr, 16);
}

QString macText(quint64 number)
{
    QString mac = QStringLiteral("%1").arg(number, 12, 16, QLatin1Char('0'));
    for (int at = 10; at > 0; at -= 2)
        mac.insert(at, u':');
    return mac;
}

Node readHead(const TomlTable &table)
{
    Node head;
    head.role = Role::Head;
    head.name = QStringLiteral("head");
    head.hostName = table.text(QStringLiteral("name"), hostForm);
    head.boardId = table.text(QStringLiteral("board"), idForm);
    head.address = table.address(QStringLiteral("address"));
    head.mac = table.optionalText(QStringLiteral("mac"), macForm).toLower();
    return head;
}

QList<Node> readNodes(const TomlTable &table)
{
    const int count = int(table.number(QStringLiteral("count"), 1, mostNodes));
    const QString stem = table.text(QStringLiteral("name"), stemForm);
    const QString boardId = table.text(QStringLiteral("board"), idForm);
    const quint32 firstAddress = table.address(QStringLiteral("first-address")).number();
    const quint64 firstMac = macNumber(table.text(QStringLiteral("first-mac"), macForm));
    if ((firstMac & 0xFF) + quint64(count) - 1 > 0xFF)
        table.refuse(QStringLiteral("first-mac"), tr("the last number of the nodes' MAC addresses would pass ff; allowed: up to %1 for %2 nodes")
                                                      .arg(0x100 - count, 2, 16, QLatin1Char('0')).arg(count));
    const int digits = count > 100 ? 3 : 2;
    QList<Node> nodes;
    for (int index = 0; index < count; ++index) {
        Node node;
        node.index = index;
        node.name = stem + QStringLiteral("%1").arg(index, digits, 10, QLatin1Char('0'));
        node.hostName = node.name;
        node.boardId = boardId;
        node.address = Ipv4(firstAddress + quint32(index));
        node.mac = macText(firstMac + quint64(index));
        nodes.append(node);
    }
    return nodes;
}

/// What no table can tell alone: nothing is given twice, all is within the subnet.
void checkPlan(const Cluster &cluster, const TomlTable &networkTable, const TomlTable &headTable, const TomlTable &nodesTable)
{
    const Network &network = cluster.network;
    Taken taken;
    takeAddress(networkTable, QStringLiteral("gateway"), network, network.gateway, tr("the gateway"), taken);
    for (const Node &node : cluster.nodes) {
        const TomlTable &table = node.isHead() ? headTable : nodesTable;
        takeAddress(table, node.isHead() ? QStringLiteral("address") : QStringLiteral("first-address"), network, node.address, node.name, taken);
        if (!node.isHead() && (node.hostName == cluster.head().hostName || node.name == cluster.head().name))
            headTable.refuse(QStringLiteral("name"), tr("the head and a node have the same name \"%1\"; allowed: different ones").arg(node.name));
        if (!node.isHead() && node.mac == cluster.head().mac)
            headTable.refuse(QStringLiteral("mac"), tr("the head and %1 have the same MAC address; allowed: different ones").arg(node.name));
    }
    const quint32 first = network.dhcpFirst.number();
    const quint32 last = network.dhcpLast.number();
    if (last < first)
        networkTable.refuse(QStringLiteral("dhcp-last"), tr("the DHCP range ends before it begins; allowed: from %1 on").arg(network.dhcpFirst.toString()));
    const auto inRange = taken.lowerBound(first);
    if (inRange != taken.end() && inRange.key() <= last)
        networkTable.refuse(QStringLiteral("dhcp-first"), tr("the DHCP range has the address %1 of %2 in it; allowed: one that is free of all machines")
                                                              .arg(Ipv4(inRange.key()).toString(), inRange.value()));
    Taken none;
    takeAddress(networkTable, QStringLiteral("dhcp-first"), network, network.dhcpFirst, tr("the DHCP range"), none);
    none.clear();
    takeAddress(networkTable, QStringLiteral("dhcp-last"), network, network.dhcpLast, tr("the DHCP range"), none);
}

/// Loads the board that `table` names into the cluster.
Status addBoard(Cluster &cluster, const TomlTable &table, const Node &node, const QStringList &profiles)
{
    const QString folder = cluster.folder + u'/' + node.boardId;
    if (!QFileInfo::exists(folder + QStringLiteral("/board.toml"))) {
        QStringList known = QDir(cluster.folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        known.removeIf([&](const QString &name) { return !QFileInfo::exists(cluster.folder + u'/' + name + QStringLiteral("/board.toml")); });
        table.refuse(QStringLiteral("board"), tr("there is no board \"%1\" (no %2/board.toml); allowed: %3").arg(node.boardId, folder, known.join(QStringLiteral(", "))));
        return table.status();
    }
    const Result<Board> board = loadBoard(folder, cluster.profile, profiles, substitutions(cluster, node));
    if (!board)
        return passOn(board);
    if (board->role != node.role)
        table.refuse(QStringLiteral("board"), tr("the board \"%1\" has another role; allowed: one with role = \"%2\"")
                                                  .arg(board->id, node.isHead() ? QStringLiteral("head") : QStringLiteral("compute")));
    if (!node.isHead() && board->imageBytes == 0)
        table.refuse(QStringLiteral("board"), tr("the board \"%1\" has no image-size; allowed: one whose card image has a fixed size").arg(board->id));
    if (node.isHead() && !board->disks.contains(cluster.computeRoot))
        table.refuse(QStringLiteral("compute-root"), tr("the board \"%1\" has no disk \"%2\" in its [disks]; allowed: %3")
                                                         .arg(board->id, cluster.computeRoot, QStringList(board->disks.keys()).join(QStringLiteral(", "))));
    cluster.boards.insert(board->id, *board);
    return table.status();
}

} // namespace

Result<Cluster> loadCluster(const QString &folder)
{
    const QStringList profiles{QStringLiteral("demo"), QStringLiteral("full")};
    Cluster cluster;
    cluster.folder = QDir(folder).absolutePath();
    const Result<TomlTable> file = TomlTable::read(
        cluster.folder + QStringLiteral("/cluster.toml"),
        {QStringLiteral("id"), QStringLiteral("suite"), QStringLiteral("mirror"), QStringLiteral("security"), QStringLiteral("profile"),
         QStringLiteral("kernel"), QStringLiteral("network"), QStringLiteral("head"), QStringLiteral("nodes"), QStringLiteral("packages")});
    if (!file)
        return passOn(file);
    cluster.id = file->text(QStringLiteral("id"), idForm);
    cluster.suite = file->text(QStringLiteral("suite"), suiteForm);
    cluster.mirror = file->text(QStringLiteral("mirror"), mirrorForm);
    cluster.security = file->text(QStringLiteral("security"), securityForm);
    cluster.profile = profiles.at(file->choice(QStringLiteral("profile"), profiles));
    cluster.kernel = KernelOrigin(file->choice(QStringLiteral("kernel"), {QStringLiteral("debian"), QStringLiteral("source")}));

    const TomlTable network = file->table(QStringLiteral("network"),
                                          {QStringLiteral("subnet"), QStringLiteral("gateway"), QStringLiteral("domain"),
                                           QStringLiteral("dhcp-first"), QStringLiteral("dhcp-last"), QStringLiteral("dhcp-lease"),
                                           QStringLiteral("resolver")});
    cluster.network = readNetwork(network);
    const TomlTable head = file->table(QStringLiteral("head"), {QStringLiteral("name"), QStringLiteral("board"), QStringLiteral("address"),
                                                               QStringLiteral("mac"), QStringLiteral("compute-root")});
    cluster.nodes.append(readHead(head));
    const QStringList disks{QStringLiteral("emmc"), QStringLiteral("nvme")};
    cluster.computeRoot = disks.at(head.choice(QStringLiteral("compute-root"), disks));
    const TomlTable nodes = file->table(QStringLiteral("nodes"), {QStringLiteral("count"), QStringLiteral("name"), QStringLiteral("board"),
                                                                 QStringLiteral("first-address"), QStringLiteral("first-mac"),
                                                                 QStringLiteral("slots"), QStringLiteral("max-slots")});
    cluster.nodes += readNodes(nodes);
    cluster.slots = int(nodes.number(QStringLiteral("slots"), 1, mostSlots));
    cluster.mostSlots = int(nodes.number(QStringLiteral("max-slots"), cluster.slots, mostSlots));
    cluster.packages = readPackages(file->table(QStringLiteral("packages"), profiles), cluster.profile, profiles);
    checkPlan(cluster, network, head, nodes);
    if (Status right = file->status(); !right)
        return passOn(right);

    for (const Node &node : {cluster.nodes.first(), cluster.nodes.last()}) {
        if (Status added = addBoard(cluster, node.isHead() ? head : nodes, node, profiles); !added)
            return passOn(added);
    }
    return cluster;
}

} // namespace coffer
