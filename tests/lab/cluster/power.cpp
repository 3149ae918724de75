// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/cluster/tst_clusterlab.h"

#include "core/build/buildproducts.h"

#include <QFile>
#include <QFileInfo>

namespace coffer {
namespace {

constexpr int headMs = 600000;
constexpr int nodeMs = 900000;
constexpr int receiveMs = 900000;

} // namespace

void ClusterLab::theHeadStartsWithTrashOnItsEmmc()
{
    MUST(head().start());
    MUST(head().awaitLogin(headMs));
    const Result<QString> failed = m_cluster->failedUnits(head());
    MUST(failed);
    QCOMPARE(*failed, QString());
}

void ClusterLab::itsRootHasGrownToTheCard()
{
    const Result<QString> size = m_cluster->run(head(), QStringLiteral("df --block-size=1M --output=size / | tail -n 1"));
    MUST(size);
    const qint64 card = QFileInfo(m_images.cards() + QStringLiteral("/head.card")).size() >> 20;
    QVERIFY2(size->toLongLong() > card * 9 / 10, qPrintable(*size));
}

void ClusterLab::theHeadTakesTheComputeRoot()
{
    const QString packed = m_work.filePath(QStringLiteral("root"));
    const QString board = m_plan.boardFor(Role::Compute).id;
    MUST(packRoot(productFolder(m_images.images(), board) + u'/' + board + QStringLiteral("-rootfs.img"), packed));
    QProcess receiver;
    receiver.setProcessChannelMode(QProcess::MergedChannels);
    receiver.setStandardInputFile(packed);
    m_cluster->network().start(receiver, QStringLiteral("ssh"), m_cluster->sshArguments(head(), QStringLiteral("cofferware-receive-root")));
    const bool ended = QTest::qWaitFor([&] { return receiver.state() == QProcess::NotRunning; }, receiveMs);
    const QString said = QString::fromUtf8(receiver.readAll()).right(2000);
    QFile::remove(packed);
    QVERIFY2(ended && receiver.exitStatus() == QProcess::NormalExit && receiver.exitCode() == 0, qPrintable(said));
    const Result<QString> there = m_cluster->run(head(), QStringLiteral("ls /srv/rootfs-%1/vmlinuz && exportfs").arg(board));
    MUST(there);
    QVERIFY2(there->contains(m_plan.network.subnet.toString()), qPrintable(*there));
}

void ClusterLab::theNodesStartFromTheHead()
{
    const QList<EmulatedBoard *> nodes = m_cluster->machines().mid(1);
    for (EmulatedBoard *machine : nodes)
        MUST(machine->start());
    for (EmulatedBoard *machine : nodes)
        MUST(machine->awaitLogin(nodeMs));
    m_isUp = true;
}

void ClusterLab::noUnitHasFailed()
{
    for (EmulatedBoard *machine : m_cluster->machines()) {
        const Result<QString> failed = m_cluster->failedUnits(*machine);
        MUST(failed);
        QVERIFY2(failed->isEmpty(), qPrintable(machine->name() + QStringLiteral(": ") + *failed));
    }
}

void ClusterLab::eachMachineHasItsName()
{
    for (EmulatedBoard *machine : m_cluster->machines()) {
        const QString ask = QStringLiteral("hostname; hostname --fqdn; getent hosts $(hostname).%1").arg(m_plan.network.domain);
        const Result<QString> names = m_cluster->run(*machine, ask);
        MUST(names);
        const QString full = machine->name() + u'.' + m_plan.network.domain;
        QCOMPARE(names->section(u'\n', 0, 0), machine->name());
        QCOMPARE(names->section(u'\n', 1, 1), full);
        QVERIFY2(names->section(u'\n', 2).startsWith(m_cluster->addressOf(*machine)), qPrintable(*names));
    }
}

void ClusterLab::everybodyMayPing()
{
    for (EmulatedBoard *machine : m_cluster->machines())
        MUST(runAsCc(*machine, QStringLiteral("ping -c 1 -W 10 %1.%2").arg(node(1).name(), m_plan.network.domain)));
}

} // namespace coffer
