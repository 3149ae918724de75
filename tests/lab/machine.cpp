// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/machine.h"

#include "lab/children.h"

#include "core/base/files.h"

#include <QFile>
#include <QTest>

namespace coffer {
namespace {

constexpr int emulatedBootMs = 240000;
constexpr int kvmBootMs = 20000;

QStringList commonArguments(const MachinePlan &plan)
{
    const QString &folder = plan.folder;
    QStringList arguments{QStringLiteral("-M"), QStringLiteral("pc"), QStringLiteral("-nodefaults"), QStringLiteral("-display"), QStringLiteral("none"),
                          QStringLiteral("-no-reboot"), QStringLiteral("-cpu"), QStringLiteral("Nehalem"), QStringLiteral("-smp"), QStringLiteral("2"),
                          QStringLiteral("-m"), QStringLiteral("1536"),
                          QStringLiteral("-kernel"), folder + QStringLiteral("/vmlinux"), QStringLiteral("-initrd"), folder + QStringLiteral("/initrd"),
                          QStringLiteral("-append"), QStringLiteral("console=ttyS0 quiet panic=-1 mitigations=off random.trust_cpu=on")};
    const auto device = [&](const QString &text) { arguments += {QStringLiteral("-device"), text}; };
    arguments += {QStringLiteral("-serial"), QStringLiteral("file:console.log")};
    arguments += {QStringLiteral("-drive"), QStringLiteral("if=none,id=root,format=raw,readonly=on,file=%1/root.squashfs").arg(folder)};
    device(QStringLiteral("virtio-blk-pci,drive=root,serial=root"));
    arguments += {QStringLiteral("-virtfs"), QStringLiteral("local,mount_tag=lab,security_model=none,readonly=on,path=%1").arg(plan.share)};
    device(QStringLiteral("virtio-serial-pci"));
    for (const char *user : {"root", "lab"}) {
        const QLatin1String name(user);
        arguments += {QStringLiteral("-chardev"), QStringLiteral("socket,server=on,wait=off,id=%1,path=%1.socket").arg(name)};
        device(QStringLiteral("virtserialport,chardev=%1,name=%1").arg(name));
    }
    arguments += {QStringLiteral("-object"), QStringLiteral("rng-random,id=random,filename=/dev/urandom")};
    device(QStringLiteral("virtio-rng-pci,rng=random"));
    arguments += {QStringLiteral("-qmp"), QStringLiteral("unix:qmp.socket,server=on,wait=off")};
    return arguments + plan.devices;
}

} // namespace

Result<std::unique_ptr<Machine>> Machine::start(const MachinePlan &plan)
{
    // What was found out once holds for this folder: 1 or 0.
    const QString noted = plan.folder + QStringLiteral("/kvm");
    const Result<QByteArray> known = readFile(noted);
    if (known ? *known == "1" : QFile(QStringLiteral("/dev/kvm")).open(QIODevice::ReadWrite)) {
        auto machine = std::make_unique<Machine>();
        const Status booted = machine->boot(plan, {QStringLiteral("-accel"), QStringLiteral("kvm")}, kvmBootMs);
        static_cast<void>(writeFile(noted, booted ? "1" : "0"));
        if (booted)
            return machine;
    }
    auto machine = std::make_unique<Machine>();
    const QStringList emulated{QStringLiteral("-accel"), QStringLiteral("tcg,thread=multi,tb-size=512")};
    if (Status booted = machine->boot(plan, emulated, emulatedBootMs); !booted)
        return passOn(booted);
    return machine;
}

Machine::~Machine()
{
    m_qemu.kill();
    m_qemu.waitForFinished();
}

Status Machine::boot(const MachinePlan &plan, const QStringList &accelerator, int ms)
{
    const QString socket = plan.work + QStringLiteral("/%1.socket");
    for (const char *name : {"qmp", "root", "lab"})
        QFile::remove(socket.arg(QLatin1String(name)));
    endsWithParent(m_qemu);
    m_qemu.setWorkingDirectory(plan.work);
    m_qemu.setStandardOutputFile(plan.work + QStringLiteral("/qemu.log"));
    m_qemu.setProcessChannelMode(QProcess::MergedChannels);
    m_qemu.start(QStringLiteral("qemu-system-x86_64"), commonArguments(plan) + accelerator);
    const auto failed = [&](const Status &why) {
        const QByteArray log = readFile(plan.work + QStringLiteral("/qemu.log")).value_or(QByteArray());
        return fail(Errc::Failed, (why ? QString() : why.error().message) + QStringLiteral("; QEMU says: ") + QString::fromLocal8Bit(log.right(2000)));
    };
    const auto isReady = [&] { return QFile::exists(socket.arg(QStringLiteral("qmp"))) || m_qemu.state() == QProcess::NotRunning; };
    if (!QTest::qWaitFor(isReady, Qmp::patienceMs) || m_qemu.state() == QProcess::NotRunning)
        return failed(fail(Errc::Failed, QStringLiteral("QEMU does not start")));
    for (const Status &step : {qmp.connectTo(socket.arg(QStringLiteral("qmp"))), root.connectTo(socket.arg(QStringLiteral("root")), ms),
                               lab.connectTo(socket.arg(QStringLiteral("lab")), ms)}) {
        if (!step)
            return failed(step);
    }
    return ok();
}

} // namespace coffer
