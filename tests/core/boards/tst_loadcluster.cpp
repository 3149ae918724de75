// SPDX-License-Identifier: GPL-3.0-or-later
#include "boardfiles.h"

#include "core/boards/cluster.h"

#include <QTest>

using namespace coffer;

/// The configuration that comes with the program, against the facts of the cluster; and what can be
/// changed in it without a change of the program.
class LoadClusterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasTheHead();
    void hasSixteenNodes();
    void hasTheNetworkPlan();
    void hasTheCardLayout();
    void hasTheBoards();
    void findsNodesByNameAndNumber();
    void takesThePackagesOfTheProfile();
    void takesTheKernelThatIsAskedFor();
    void takesTheDiskOfTheComputeRoot();
    void takesAResolver();
    void takesAnotherNumberOfNodes();
    void takesAnotherBoard();
    void roundsTheRootPartitionUp();
    void namesAMissingFile();

private:
    const Result<Cluster> m_cluster = loadCluster(QStringLiteral(COFFER_SOURCE_DIR "/boards"));
};

void LoadClusterTest::hasTheHead()
{
    QVERIFY2(m_cluster, m_cluster ? "" : qPrintable(m_cluster.error().message));
    const Node &head = m_cluster->head();
    QVERIFY(head.isHead());
    QCOMPARE(head.index, -1);
    QCOMPARE(head.name, QStringLiteral("head"));
    QCOMPARE(head.boardId, QStringLiteral("nanopc-t4"));
    QCOMPARE(head.address.toString(), QStringLiteral("172.27.142.250"));
}

void LoadClusterTest::hasSixteenNodes()
{
    QCOMPARE(m_cluster->nodes.size(), 17);
    for (int index = 0; index < 16; ++index) {
        const Node &node = m_cluster->nodes[index + 1];
        QVERIFY(!node.isHead());
        QCOMPARE(node.index, index);
        QCOMPARE(node.name, QString::asprintf("node%02d", index));
        QCOMPARE(node.hostName, node.name);
        QCOMPARE(node.address.toString(), QString::asprintf("172.27.142.%d", 100 + index));
        QCOMPARE(node.mac, QString::asprintf("42:14:b8:a3:a0:%02x", index));
        QCOMPARE(node.boardId, QStringLiteral("nanopi-m4"));
    }
}

void LoadClusterTest::hasTheNetworkPlan()
{
    const Network &network = m_cluster->network;
    QCOMPARE(network.subnet.toString(), QStringLiteral("172.27.142.0"));
    QCOMPARE(network.prefixLength, 24);
    QCOMPARE(network.netmask().toString(), QStringLiteral("255.255.255.0"));
    QCOMPARE(network.gateway.toString(), QStringLiteral("172.27.142.254"));
    QCOMPARE(network.dhcpFirst.toString(), QStringLiteral("172.27.142.150"));
    QCOMPARE(network.dhcpLast.toString(), QStringLiteral("172.27.142.199"));
    QCOMPARE(network.dhcpLease, QStringLiteral("12h"));
    QCOMPARE(network.domain, QStringLiteral("c16"));
    QCOMPARE(m_cluster->suite, QStringLiteral("trixie"));
    QVERIFY(m_cluster->mirror.isEmpty());
}

void LoadClusterTest::hasTheCardLayout()
{
    for (const Board &board : m_cluster->boards) {
        QCOMPARE(board.bootAreaStart, 32 << 10);
        QCOMPARE(board.bootAreaSize, 16 << 20);
        QCOMPARE(board.environmentOffset, 0x3F8000);
        QCOMPARE(board.environmentSize, 0x8000);
        QCOMPARE(board.blobs.size(), 2);
        QCOMPARE(board.blobs[0].file, QStringLiteral("idbloader.img"));
        QCOMPARE(board.blobs[0].kind, BlobKind::Rksd);
        QCOMPARE(board.blobs[0].sector, 64);
        QCOMPARE(board.blobs[0].maxBytes, (8128 - 64) * 512); // up to the environment
        QCOMPARE(board.blobs[1].file, QStringLiteral("u-boot.itb"));
        QCOMPARE(board.blobs[1].kind, BlobKind::Fit);
        QCOMPARE(board.blobs[1].sector, 16384);
        QCOMPARE(board.blobs[1].maxBytes, (32 << 10) + (16 << 20) - 16384 * 512); // up to the boot area's end
    }
}

void LoadClusterTest::hasTheBoards()
{
    const Board &head = m_cluster->boardFor(Role::Head);
    QCOMPARE(head.id, QStringLiteral("nanopc-t4"));
    QCOMPARE(head.bootLoader.defconfig, QStringLiteral("nanopc-t4-rk3399_defconfig"));
    QCOMPARE(head.imageBytes, 0);
    QCOMPARE(head.rootStart(), 17 << 20);
    const Board &compute = m_cluster->boardFor(Role::Compute);
    QCOMPARE(compute.id, QStringLiteral("nanopi-m4"));
    QCOMPARE(compute.bootLoader.defconfig, QStringLiteral("nanopi-m4-rk3399_defconfig"));
    QCOMPARE(compute.bootLoader.firmware, QStringLiteral("usr/lib/arm-trusted-firmware/rk3399/bl31.elf"));
    QCOMPARE(compute.bootLoader.memoryStart, 0x200000);
    QCOMPARE(compute.bootLoader.memoryEnd, qint64(0xF8000000));
    QCOMPARE(compute.imageBytes, 32 << 20);
    QCOMPARE(compute.rootStart(), 0);
    QCOMPARE(compute.console, QStringLiteral("ttyS2,1500000"));
    QCOMPARE(compute.folder, QStringLiteral(COFFER_SOURCE_DIR "/boards/nanopi-m4"));
    QVERIFY(compute.environment.value(QStringLiteral("bootcmd")).contains(QStringLiteral("netboot")));
    QCOMPARE(&m_cluster->boardOf(m_cluster->head()), &head);
    QCOMPARE(&m_cluster->boardOf(m_cluster->nodes.last()), &compute);
}

void LoadClusterTest::findsNodesByNameAndNumber()
{
    QCOMPARE(m_cluster->findNode(QStringLiteral("head")), &m_cluster->nodes[0]);
    QCOMPARE(m_cluster->findNode(QStringLiteral("node07")), &m_cluster->nodes[8]);
    QCOMPARE(m_cluster->findNode(QStringLiteral("7")), &m_cluster->nodes[8]);
    QCOMPARE(m_cluster->findNode(QStringLiteral("07")), &m_cluster->nodes[8]);
    for (const char *name : {"", "16", "-1", "node7", "node16", "7x", "Head"})
        QVERIFY2(!m_cluster->findNode(QString::fromLatin1(name)), name);
}

void LoadClusterTest::takesThePackagesOfTheProfile()
{
    const BoardFiles files;
    QVERIFY(files.replace(QStringLiteral("cluster.toml"), "profile = \"demo\"", "profile = \"full\""));
    const Result<Cluster> full = loadCluster(files.folder());
    QVERIFY2(full, full ? "" : qPrintable(full.error().message));
    for (const char *package : {"openssh-server", "initramfs-tools", "systemd"}) {
        QVERIFY(full->packages.contains(QString::fromLatin1(package)));
        QVERIFY(m_cluster->packages.contains(QString::fromLatin1(package)));
    }
    QVERIFY(full->packages.contains(QStringLiteral("vim")));
    QVERIFY(!m_cluster->packages.contains(QStringLiteral("vim")));
    QVERIFY(full->boardFor(Role::Head).packages.contains(QStringLiteral("gdb")));
    QVERIFY(!m_cluster->boardFor(Role::Head).packages.contains(QStringLiteral("gdb")));
    // The services are the same in both, so that their configuration is.
    for (const char *service : {"dnsmasq", "nfs-kernel-server", "samba"}) {
        QVERIFY(full->boardFor(Role::Head).packages.contains(QString::fromLatin1(service)));
        QVERIFY(m_cluster->boardFor(Role::Head).packages.contains(QString::fromLatin1(service)));
    }
}

void LoadClusterTest::takesTheDiskOfTheComputeRoot()
{
    QCOMPARE(m_cluster->computeRoot, QStringLiteral("emmc"));
    const BoardFiles files;
    QVERIFY(files.replace(QStringLiteral("cluster.toml"), "compute-root = \"emmc\"", "compute-root = \"nvme\""));
    const Result<Cluster> cluster = loadCluster(files.folder());
    QVERIFY2(cluster, cluster ? "" : qPrintable(cluster.error().message));
    QCOMPARE(substitutions(*cluster, cluster->head()).value(QStringLiteral("COMPUTE_DEVICE")), QStringLiteral("/dev/nvme0n1"));
}

void LoadClusterTest::takesAResolver()
{
    const BoardFiles files;
    QCOMPARE(m_cluster->network.resolver, m_cluster->network.gateway);
    QVERIFY(files.replace(QStringLiteral("cluster.toml"), "# resolver = \"172.27.142.254\"", "resolver = \"9.9.9.9\""));
    const Result<Cluster> cluster = loadCluster(files.folder());
    QVERIFY2(cluster, cluster ? "" : qPrintable(cluster.error().message));
    QCOMPARE(cluster->network.resolver.toString(), QStringLiteral("9.9.9.9"));
}

void LoadClusterTest::takesTheKernelThatIsAskedFor()
{
    const BoardFiles files;
    const QString file = QStringLiteral("cluster.toml");
    QCOMPARE(loadCluster(files.folder()).value().kernel, KernelOrigin::Debian);
    QVERIFY(files.replace(file, "kernel = \"debian\"", "kernel = \"source\""));
    QCOMPARE(loadCluster(files.folder()).value().kernel, KernelOrigin::Source);
}

void LoadClusterTest::takesAnotherNumberOfNodes()
{
    for (const int count : {1, 2, 50}) {
        const BoardFiles files;
        QVERIFY(files.replace(QStringLiteral("cluster.toml"), "count = 16", "count = " + QByteArray::number(count)));
        const Result<Cluster> cluster = loadCluster(files.folder());
        QVERIFY2(cluster, cluster ? "" : qPrintable(cluster.error().message));
        QCOMPARE(cluster->nodes.size(), count + 1);
    }
    const BoardFiles files;
    QVERIFY(files.replace(QStringLiteral("cluster.toml"), "count = 16", "count = 120"));
    QVERIFY(files.replace(QStringLiteral("cluster.toml"), "first-address = \"172.27.142.100\"", "first-address = \"172.27.142.1\""));
    const Result<Cluster> cluster = loadCluster(files.folder());
    QVERIFY2(cluster, cluster ? "" : qPrintable(cluster.error().message));
    QCOMPARE(cluster->nodes.last().name, QStringLiteral("node119"));
    QCOMPARE(cluster->nodes[1].name, QStringLiteral("node000"));
}

void LoadClusterTest::takesAnotherBoard()
{
    const BoardFiles files;
    QByteArray board = files.read(QStringLiteral("nanopi-m4/board.toml"));
    board.replace("NanoPi M4", "Rock Pi 4").replace("nanopi-m4-rk3399_defconfig", "rock-pi-4-rk3399_defconfig");
    files.write(QStringLiteral("rock-pi-4/board.toml"), board);
    QVERIFY(files.replace(QStringLiteral("cluster.toml"), "board = \"nanopi-m4\"", "board = \"rock-pi-4\""));
    const Result<Cluster> cluster = loadCluster(files.folder());
    QVERIFY2(cluster, cluster ? "" : qPrintable(cluster.error().message));
    QCOMPARE(cluster->boardFor(Role::Compute).name, QStringLiteral("Rock Pi 4"));
    QCOMPARE(cluster->nodes.last().boardId, QStringLiteral("rock-pi-4"));
    QCOMPARE(substitutions(*cluster, cluster->head()).value(QStringLiteral("COMPUTE_ROOT")), QStringLiteral("rootfs-rock-pi-4"));
}

void LoadClusterTest::roundsTheRootPartitionUp()
{
    Board board;
    board.bootAreaStart = 0x100000;
    board.bootAreaSize = 0x100000;
    QCOMPARE(board.rootStart(), 0x200000);
    board.bootAreaSize += 4096;
    QCOMPARE(board.rootStart(), 0x300000);
}

void LoadClusterTest::namesAMissingFile()
{
    const BoardFiles files;
    QVERIFY(QFile::remove(files.path(QStringLiteral("cluster.toml"))));
    const Result<Cluster> cluster = loadCluster(files.folder());
    QCOMPARE(cluster.error().code, Errc::NotFound);
    QVERIFY(cluster.error().message.contains(files.path(QStringLiteral("cluster.toml"))));
}

QTEST_GUILESS_MAIN(LoadClusterTest)
#include "tst_loadcluster.moc"
