// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab/cluster/console.h"
#include "lab/cluster/labnetwork.h"

namespace coffer {

/// An emulated machine, as the board qemu-virt has it.
struct BoardPlan
{
    QString name;     ///< also that of its port in the network
    QString mac;
    int processors = 2; ///< mpirun binds each of a node's processes to one
    QString card;     ///< the file that is its card; its size a power of two
    QString disk;     ///< the file that is its eMMC; empty: it has none
    QString firmware; ///< U-Boot, as built for qemu-virt
    QString folder;   ///< where its sockets are
    QString log;      ///< its console's
};

/// One board of the emulated cluster: it has power from start() on, and ends with this object or this process. Its clock
/// has no battery: it starts in 2019, as it was when the boards were new.
class EmulatedBoard
{
public:
    EmulatedBoard(const BoardPlan &plan, const LabNetwork &network);
    ~EmulatedBoard();

    Status start();
    /// Waits until the console says one of these; the text. See Console::await().
    Result<QByteArray> await(const QByteArrayList &texts, int ms);
    /// Waits until its system is up: somebody may log in at its console.
    Status awaitLogin(int ms);
    /// Pulls the plug.
    void stop();

    const QString &name() const { return m_plan.name; }
    Console &console() { return m_console; }

private:
    BoardPlan m_plan;
    const LabNetwork &m_network;
    Console m_console;
    QProcess m_qemu;
};

} // namespace coffer
