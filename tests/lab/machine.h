// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab/guest.h"
#include "lab/qmp.h"

#include <QProcess>
#include <QStringList>

#include <memory>

namespace coffer {

/// Where the machine comes from and what it gets.
struct MachinePlan
{
    QString folder;     ///< what buildroot made
    QString work;       ///< an empty folder for sockets and its console's log
    QString share;      ///< seen in the machine as /lab, read-only
    QStringList devices;///< further arguments for QEMU
};

/// A virtual machine with our programs in it and readers that are driven from outside. It ends with this object, and also
/// when this process is killed.
class Machine
{
public:
    /// Starts it and waits until root and the user "lab" are there. KVM is used where it starts Debian's kernel.
    static Result<std::unique_ptr<Machine>> start(const MachinePlan &plan);
    ~Machine();

    Qmp qmp;
    Guest root;
    Guest lab; ///< an unprivileged user, logged in at the console

private:
    Status boot(const MachinePlan &plan, const QStringList &accelerator, int ms);

    QProcess m_qemu;
};

} // namespace coffer
