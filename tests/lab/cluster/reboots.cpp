// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/cluster/tst_clusterlab.h"

namespace coffer {
namespace {

constexpr int downMs = 180000;
constexpr int upMs = 900000;

} // namespace

void ClusterLab::aNodeRebootsAndForgets()
{
    MUST(m_cluster->run(node(0), QStringLiteral("touch /root/written-here /etc/written-here && ls /root/written-here")));
    MUST(m_cluster->reboot(node(0), downMs, upMs));
    const Result<QString> failed = m_cluster->failedUnits(node(0));
    MUST(failed);
    QCOMPARE(*failed, QString());
    const Result<QString> left = m_cluster->run(node(0), QStringLiteral("ls /root/written-here /etc/written-here 2> /dev/null; hostname"));
    MUST(left);
    QCOMPARE(*left, node(0).name());
}

void ClusterLab::theHeadRebootsUnderItsNodes()
{
    MUST(m_cluster->reboot(head(), downMs, upMs));
    for (EmulatedBoard *machine : m_cluster->machines()) {
        const Result<QString> failed = m_cluster->failedUnits(*machine);
        MUST(failed);
        QVERIFY2(failed->isEmpty(), qPrintable(machine->name() + QStringLiteral(": ") + *failed));
    }
    // The nodes' root is there again, also what they had not read before; and the share.
    MUST(m_cluster->run(node(1), QStringLiteral("cat /usr/bin/* > /dev/null")));
    const Result<QString> note = runAsCc(node(1), QStringLiteral("cat /share/note"));
    MUST(note);
    QCOMPARE(*note, QStringLiteral("from node00"));
}

} // namespace coffer
