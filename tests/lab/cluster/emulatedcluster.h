// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab/cluster/emulatedboard.h"

#include "core/boards/cluster.h"

#include <memory>
#include <vector>

namespace coffer {

/// What an emulated cluster is made of.
struct ClusterPlan
{
    Cluster cluster;   ///< as loaded; its first `nodes` compute nodes are there
    int nodes = 2;
    QString images;    ///< what "coffer build --emulated" made
    QString keys;      ///< with the keys in this folder
    QString cards;     ///< folder with <name>.card for each machine, and emmc.disk for the head
    QString work;      ///< an empty folder with a short path, for sockets
    QString consoles;  ///< folder for what the consoles say; stays
};

/// Who comes by ssh, and with what.
struct Login
{
    QString user = QStringLiteral("root");
    QString key = {};             ///< the private key's file; empty: that of the cluster's root
    QStringList options = {};     ///< of ssh's -o, before ours, so that they win
};

/// The coffer, emulated: head and nodes with their cards in a network of their own, on which this machine is the workstation.
/// All end with this object, and when this process is killed. Everything blocks.
class EmulatedCluster
{
public:
    /// The machines, without power, and their network.
    static Result<std::unique_ptr<EmulatedCluster>> create(const ClusterPlan &plan);

    EmulatedBoard &head() { return *m_boards.front(); }
    EmulatedBoard &node(int index) { return *m_boards.at(std::size_t(index) + 1); }
    /// The head, then the nodes.
    QList<EmulatedBoard *> machines();

    /// A command line for root's shell on this machine, by ssh from the workstation; what it prints on standard output. `input`
    /// is what it reads. Errors: Failed with the last lines it wrote to standard error, when its exit code is not 0 or when ssh
    /// does not get in.
    Result<QString> run(const EmulatedBoard &machine, const QString &line, const QByteArray &input = {}) const;
    /// ssh's arguments for that, for those who start it themselves.
    QStringList sshArguments(const EmulatedBoard &machine, const QString &line, const Login &login = {}) const;
    const LabNetwork &network() const { return *m_network; }
    QString addressOf(const EmulatedBoard &machine) const;

    /// Waits until everything on it has started, or failed to; the units that failed, with their last words.
    Result<QString> failedUnits(const EmulatedBoard &machine) const;
    /// Reboots it, and waits until it is back.
    Status reboot(EmulatedBoard &machine, int downMs, int upMs);

private:
    explicit EmulatedCluster(const ClusterPlan &plan) : m_plan(plan) {}
    Status prepare();

    ClusterPlan m_plan;
    std::unique_ptr<LabNetwork> m_network;
    std::vector<std::unique_ptr<EmulatedBoard>> m_boards;
};

} // namespace coffer
