// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/cluster/labnetwork.h"

#include "lab/children.h"

namespace coffer {
namespace {

constexpr int patienceMs = 30000;
const QString enter = QStringLiteral("nsenter");

} // namespace

Result<std::unique_ptr<LabNetwork>> LabNetwork::create(const QString &address, const QStringList &ports)
{
    auto network = std::make_unique<LabNetwork>();
    QProcess &holder = network->m_holder;
    holder.start(QStringLiteral("unshare"), words("--user --map-root-user --net")
                                                + QStringList{QStringLiteral(COFFER_SOURCE_DIR "/tests/lab/cluster/network"), address} + ports);
    if (!holder.waitForReadyRead(patienceMs) || holder.readAllStandardOutput() != "ready\n")
        return fail(Errc::Failed, QStringLiteral("the machines' network cannot be made (it takes user namespaces and /dev/net/tun): ")
                                      + QString::fromLocal8Bit(holder.readAllStandardError()));
    return network;
}

LabNetwork::~LabNetwork()
{
    m_holder.closeWriteChannel();
    if (!m_holder.waitForFinished(patienceMs))
        m_holder.kill();
}

Command LabNetwork::inside(Command command) const
{
    command.arguments = entering(command.program, command.arguments);
    command.program = enter;
    return command;
}

void LabNetwork::start(QProcess &process, const QString &program, const QStringList &arguments) const
{
    process.start(enter, entering(program, arguments));
}

QStringList LabNetwork::entering(const QString &program, const QStringList &arguments) const
{
    // The signal is asked for last: entering a user namespace forgets it.
    return QStringList{QStringLiteral("--target"), QString::number(m_holder.processId())}
         + words("--user --net --preserve-credentials setpriv --pdeathsig KILL") + QStringList{program} + arguments;
}

} // namespace coffer
