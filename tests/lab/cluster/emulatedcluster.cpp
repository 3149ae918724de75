// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/cluster/emulatedcluster.h"

#include "core/base/files.h"
#include "core/build/buildproducts.h"

#include <QDir>
#include <QFile>

namespace coffer {
namespace {

/// Every machine has the cluster's host keys, whatever it is called.
Status writeKnownHosts(const QString &keys, const QString &path)
{
    QByteArray known;
    const QDir folder(keys + QStringLiteral("/host_keys"));
    for (const QString &name : folder.entryList({QStringLiteral("*.pub")})) {
        const Result<QByteArray> key = readFile(folder.filePath(name));
        if (!key)
            return passOn(key);
        known += "* " + *key;
    }
    return writeFile(path, known);
}

} // namespace

Result<std::unique_ptr<EmulatedCluster>> EmulatedCluster::create(const ClusterPlan &plan)
{
    std::unique_ptr<EmulatedCluster> cluster(new EmulatedCluster(plan));
    if (Status prepared = cluster->prepare(); !prepared)
        return passOn(prepared);
    return cluster;
}

Status EmulatedCluster::prepare()
{
    for (const Status &done : {makeDirectory(m_plan.consoles), writeKnownHosts(m_plan.keys, m_plan.work + QStringLiteral("/known_hosts"))}) {
        if (!done)
            return done;
    }
    const QList<Node> nodes = m_plan.cluster.nodes.first(m_plan.nodes + 1);
    QStringList ports;
    for (const Node &node : nodes)
        ports += node.name;
    const Network &plan = m_plan.cluster.network;
    auto network = LabNetwork::create(plan.gateway.toString() + u'/' + QString::number(plan.prefixLength), ports);
    if (!network)
        return passOn(network);
    m_network = std::move(*network);
    for (const Node &node : nodes) {
        BoardPlan board;
        board.name = node.name;
        board.mac = node.mac.isEmpty() ? QStringLiteral("42:14:b8:a3:a1:00") : node.mac;
        board.card = m_plan.cards + u'/' + node.name + QStringLiteral(".card");
        board.disk = node.isHead() ? m_plan.cards + QStringLiteral("/emmc.disk") : QString();
        board.firmware = productFolder(m_plan.images, node.boardId) + QStringLiteral("/u-boot.bin");
        board.folder = m_plan.work;
        board.log = m_plan.consoles + u'/' + node.name + QStringLiteral(".log");
        m_boards.push_back(std::make_unique<EmulatedBoard>(board, *m_network));
    }
    return ok();
}

QList<EmulatedBoard *> EmulatedCluster::machines()
{
    QList<EmulatedBoard *> all;
    for (const auto &board : m_boards)
        all += board.get();
    return all;
}

QString EmulatedCluster::addressOf(const EmulatedBoard &machine) const
{
    return m_plan.cluster.findNode(machine.name())->address.toString();
}

QStringList EmulatedCluster::sshArguments(const EmulatedBoard &machine, const QString &line, const Login &login) const
{
    QStringList all{QStringLiteral("-F"), QStringLiteral("/dev/null")};
    for (const QString &option : login.options + QStringList{
             QStringLiteral("BatchMode=yes"), QStringLiteral("StrictHostKeyChecking=yes"), QStringLiteral("IdentitiesOnly=yes"),
             QStringLiteral("UserKnownHostsFile=%1/known_hosts").arg(m_plan.work), QStringLiteral("GlobalKnownHostsFile=/dev/null"),
             QStringLiteral("ConnectTimeout=60"), QStringLiteral("ConnectionAttempts=3"), QStringLiteral("ServerAliveInterval=60")})
        all += {QStringLiteral("-o"), option};
    const QString key = login.key.isEmpty() ? m_plan.keys + QStringLiteral("/root/id_ed25519") : login.key;
    return all + QStringList{QStringLiteral("-i"), key, login.user + u'@' + addressOf(machine), line};
}

Result<QString> EmulatedCluster::run(const EmulatedBoard &machine, const QString &line, const QByteArray &input) const
{
    Command ssh;
    ssh.program = QStringLiteral("ssh");
    ssh.arguments = sshArguments(machine, line);
    ssh.input = input;
    Progress silent;
    const Result<QByteArray> said = runProcess(m_network->inside(ssh), silent);
    if (!said)
        return fail(said.error().code, QStringLiteral("%1: %2: %3").arg(machine.name(), line, said.error().message));
    return QString::fromUtf8(*said).trimmed();
}

Result<QString> EmulatedCluster::failedUnits(const EmulatedBoard &machine) const
{
    return run(machine, QStringLiteral("systemctl is-system-running --wait > /dev/null;"
                                       " for unit in $(systemctl --failed --plain --no-legend | cut -d ' ' -f 1); do"
                                       " echo \"$unit:\"; journalctl --no-pager -b -n 15 -o cat -u \"$unit\"; done"));
}

Status EmulatedCluster::reboot(EmulatedBoard &machine, int downMs, int upMs)
{
    // The connection ends when it will; what counts is what the console says.
    static_cast<void>(run(machine, QStringLiteral("systemctl reboot")));
    if (const auto down = machine.await({"reboot: Restarting system"}, downMs); !down)
        return passOn(down);
    return machine.awaitLogin(upMs);
}

} // namespace coffer
