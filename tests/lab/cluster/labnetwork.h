// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/process.h"

#include <QProcess>

#include <memory>

namespace coffer {

/// A network of its own, out of which nothing leads: a switch with a port for each machine, and this machine on it as
/// the workstation. It is a network namespace, so that addresses and ports are free whatever runs here. It ends with
/// this object and the programs in it, and also when this process is killed.
class LabNetwork
{
public:
    /// `address`: the workstation's, with the prefix length. `ports`: names of at most 15 characters. Needs the right to
    /// make user namespaces, and /dev/net/tun.
    static Result<std::unique_ptr<LabNetwork>> create(const QString &address, const QStringList &ports);
    ~LabNetwork();

    /// The same command in this network, ending when this process does.
    Command inside(Command command) const;
    /// Starts a program in it.
    void start(QProcess &process, const QString &program, const QStringList &arguments) const;

private:
    QStringList entering(const QString &program, const QStringList &arguments) const;

    QProcess m_holder;
};

} // namespace coffer
