// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/cluster/emulatedboard.h"

#include "lab/children.h"

#include "core/base/files.h"

#include <QFile>

namespace coffer {
namespace {

constexpr int startMs = 30000;

QStringList arguments(const BoardPlan &plan)
{
    QStringList all = words("-M virt -cpu cortex-a72 -m 1024 -accel tcg,thread=multi,tb-size=256 -nodefaults -display none");
    const auto add = [&](const char *option, const QString &value) { all += {QLatin1String(option), value}; };
    add("-smp", QString::number(plan.processors));
    add("-bios", plan.firmware);
    add("-rtc", QStringLiteral("base=2019-03-28T12:00:00"));
    add("-chardev", QStringLiteral("socket,id=console,server=on,wait=off,path=%1.console,logfile=%2").arg(plan.name, plan.log));
    add("-serial", QStringLiteral("chardev:console"));
    add("-drive", QStringLiteral("if=none,id=card,format=raw,cache=unsafe,file=") + plan.card);
    add("-device", QStringLiteral("sdhci-pci"));
    add("-device", QStringLiteral("sd-card,drive=card"));
    add("-netdev", QStringLiteral("tap,id=cluster,ifname=%1,script=no,downscript=no").arg(plan.name));
    add("-device", QStringLiteral("virtio-net-pci,netdev=cluster,romfile=,mac=") + plan.mac);
    add("-device", QStringLiteral("virtio-rng-pci"));
    if (!plan.disk.isEmpty()) {
        add("-drive", QStringLiteral("if=none,id=emmc,format=raw,cache=unsafe,file=") + plan.disk);
        add("-device", QStringLiteral("virtio-blk-pci,drive=emmc,serial=emmc"));
    }
    return all;
}

} // namespace

EmulatedBoard::EmulatedBoard(const BoardPlan &plan, const LabNetwork &network)
    : m_plan(plan), m_network(network), m_console(plan.log, plan.folder + u'/' + plan.name + QStringLiteral(".console"))
{
}

EmulatedBoard::~EmulatedBoard()
{
    stop();
}

Status EmulatedBoard::start()
{
    const QString said = m_plan.folder + u'/' + m_plan.name + QStringLiteral(".qemu");
    QFile::remove(m_plan.log);
    m_console = Console(m_plan.log, m_plan.folder + u'/' + m_plan.name + QStringLiteral(".console"));
    m_qemu.setWorkingDirectory(m_plan.folder);
    m_qemu.setProcessChannelMode(QProcess::MergedChannels);
    m_qemu.setStandardOutputFile(said);
    m_network.start(m_qemu, QStringLiteral("qemu-system-aarch64"), arguments(m_plan));
    const auto alive = await({"U-Boot "}, startMs);
    if (alive)
        return ok();
    const QString why = QString::fromLocal8Bit(readFile(said).value_or(QByteArray()));
    return fail(Errc::Failed, alive.error().message + QStringLiteral("\nQEMU says: ") + why);
}

Result<QByteArray> EmulatedBoard::await(const QByteArrayList &texts, int ms)
{
    return m_console.await(texts, ms, [this] { return m_qemu.state() == QProcess::NotRunning; });
}

Status EmulatedBoard::awaitLogin(int ms)
{
    const Result<QByteArray> prompt = await({m_plan.name.toLatin1() + " login:"}, ms);
    return prompt ? ok() : Status(passOn(prompt));
}

void EmulatedBoard::stop()
{
    m_qemu.kill();
    m_qemu.waitForFinished();
}

} // namespace coffer
