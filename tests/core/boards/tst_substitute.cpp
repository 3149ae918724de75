// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/boards/cluster.h"

#include <QTest>

using namespace coffer;

class SubstituteTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replacesEachName_data();
    void replacesEachName();
    void namesWhatIsNotKnown();
    void knowsTheNodeAndTheCluster();
    void listsEveryMachine();
};

void SubstituteTest::replacesEachName_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("result");
    const auto add = [](const char *text, const char *result) { QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(result); };
    add("", "");
    add("nothing to do", "nothing to do");
    add("@A@", "1");
    add("@A@@B_2@", "1@A@"); // what was filled in is not looked at again
    add("x@A@y\n@B_2@\n", "x1y\n@A@\n");
    add("root@c16, user@A", "root@c16, user@A");
    add("@@A@@", "@1@");
    add("@a@ @1@ @ A@", "@a@ @1@ @ A@");
    add("%1 %2 @A@", "%1 %2 1");
}

void SubstituteTest::replacesEachName()
{
    QFETCH(QString, text);
    QFETCH(QString, result);
    const QMap<QString, QString> values{{QStringLiteral("A"), QStringLiteral("1")}, {QStringLiteral("B_2"), QStringLiteral("@A@")}};
    const auto replaced = substitute(text, values, QStringLiteral("file"));
    QVERIFY(replaced);
    QCOMPARE(*replaced, result);
}

void SubstituteTest::namesWhatIsNotKnown()
{
    const auto replaced = substitute(QStringLiteral("a\n@KNOWN@\nb @HOTSNAME@"), {{QStringLiteral("KNOWN"), {}}}, QStringLiteral("etc/hosts"));
    QVERIFY(!replaced);
    QCOMPARE(replaced.error().code, Errc::InvalidInput);
    QVERIFY2(replaced.error().message.startsWith(QStringLiteral("etc/hosts:3: @HOTSNAME@")), qPrintable(replaced.error().message));
    QVERIFY(replaced.error().message.contains(QStringLiteral("allowed: KNOWN")));
}

void SubstituteTest::knowsTheNodeAndTheCluster()
{
    const auto cluster = loadCluster(QStringLiteral(COFFER_SOURCE_DIR "/boards"));
    QVERIFY(cluster);
    const QMap<QString, QString> values = substitutions(*cluster, *cluster->findNode(QStringLiteral("7")));
    const QMap<QString, QString> expected{
        {QStringLiteral("HOSTNAME"), QStringLiteral("node07")},
        {QStringLiteral("ADDRESS"), QStringLiteral("172.27.142.107")},
        {QStringLiteral("MAC"), QStringLiteral("42:14:b8:a3:a0:07")},
        {QStringLiteral("HEAD_NAME"), QStringLiteral("head")},
        {QStringLiteral("HEAD_ADDRESS"), QStringLiteral("172.27.142.250")},
        {QStringLiteral("NETMASK"), QStringLiteral("255.255.255.0")},
        {QStringLiteral("PREFIX_LENGTH"), QStringLiteral("24")},
        {QStringLiteral("SUBNET"), QStringLiteral("172.27.142.0")},
        {QStringLiteral("GATEWAY"), QStringLiteral("172.27.142.254")},
        {QStringLiteral("DHCP_FIRST"), QStringLiteral("172.27.142.150")},
        {QStringLiteral("DHCP_LAST"), QStringLiteral("172.27.142.199")},
        {QStringLiteral("DHCP_LEASE"), QStringLiteral("12h")},
        {QStringLiteral("DOMAIN"), QStringLiteral("c16")},
        {QStringLiteral("CLUSTER"), QStringLiteral("c16")},
        {QStringLiteral("COMPUTE_ROOT"), QStringLiteral("rootfs-nanopi-m4")},
        {QStringLiteral("COMPUTE_DEVICE"), QStringLiteral("/dev/disk/by-path/platform-fe330000.mmc")},
        {QStringLiteral("RESOLVER"), QStringLiteral("172.27.142.254")},
        {QStringLiteral("FDTFILE"), QStringLiteral("rockchip/rk3399-nanopi-m4.dtb")},
        {QStringLiteral("CONSOLE"), QStringLiteral("ttyS2,1500000")},
    };
    for (auto it = expected.cbegin(); it != expected.cend(); ++it)
        QCOMPARE(values.value(it.key()), *it);
    QCOMPARE(substitutions(*cluster, cluster->head()).value(QStringLiteral("HOSTNAME")), QStringLiteral("head"));
}

void SubstituteTest::listsEveryMachine()
{
    const auto cluster = loadCluster(QStringLiteral(COFFER_SOURCE_DIR "/boards"));
    QVERIFY(cluster);
    const QMap<QString, QString> values = substitutions(*cluster, cluster->head());
    const QStringList hosts = values.value(QStringLiteral("NODE_HOSTS")).split(u'\n');
    QCOMPARE(hosts.size(), 17);
    QCOMPARE(hosts.first(), QStringLiteral("172.27.142.250 head.c16 head"));
    QCOMPARE(hosts.last(), QStringLiteral("172.27.142.115 node15.c16 node15"));
    const QStringList leases = values.value(QStringLiteral("DHCP_HOSTS")).split(u'\n');
    QCOMPARE(leases.size(), 16); // the head has no address of its own there
    const QStringList mpi = values.value(QStringLiteral("MPI_HOSTS")).split(u'\n');
    QCOMPARE(mpi.size(), 16); // the head works for nobody
    QCOMPARE(mpi.last(), QStringLiteral("node15 slots=2 max_slots=6"));
    const QStringList machines = values.value(QStringLiteral("MACHINES")).split(u' ');
    QCOMPARE(machines.size(), 3 * 17);
    QCOMPARE(machines.mid(3, 3), (QStringList{QStringLiteral("node00"), QStringLiteral("node00.c16"), QStringLiteral("172.27.142.100")}));
    QCOMPARE(leases.first(), QStringLiteral("dhcp-host=42:14:b8:a3:a0:00,172.27.142.100,node00"));
}

QTEST_GUILESS_MAIN(SubstituteTest)
#include "tst_substitute.moc"
