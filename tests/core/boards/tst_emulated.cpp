// SPDX-License-Identifier: GPL-3.0-or-later
#include "boardfiles.h"

#include "core/boards/emulated.h"

#include <QTest>

using namespace coffer;

static const QString twinFile = QStringLiteral("qemu-virt/board.toml");

/// The cluster of emulated boards: what of it is another, and that all else is the real one's.
class EmulatedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesWhatTheMachineIs();
    void keepsWhatTheSystemIs();
    void loadsTheBoardsOwnFilesByNetwork();
    void refusesAnotherLayout();
    void refusesADiskThatItHasNot();
    void refusesABoardThatIsNoTwin();
    void refusesPackagesOfATwin();
    void refusesATwinInTheCluster();

private:
    /// The sentence of refusal once `from` is `to` in a board's file.
    QString refusal(const QString &file, const QByteArray &from, const QByteArray &to) const;

    const Result<Cluster> m_real = loadCluster(QStringLiteral(COFFER_SOURCE_DIR "/boards"));
    const Result<Cluster> m_emulated = emulated(*m_real);
};

void EmulatedTest::changesWhatTheMachineIs()
{
    QVERIFY2(m_emulated, m_emulated ? "" : qPrintable(m_emulated.error().message));
    for (const Board &board : m_emulated->boards) {
        QCOMPARE(board.bootLoader.board, twinBoard);
        QCOMPARE(board.bootLoader.defconfig, QStringLiteral("qemu_arm64_defconfig"));
        QCOMPARE(board.console, QStringLiteral("ttyAMA0"));
        QCOMPARE(board.blobs.size(), 1);
        QCOMPARE(board.environment.value(QStringLiteral("boot_targets")), QStringLiteral("mmc0"));
    }
    QCOMPARE(m_emulated->boardFor(Role::Head).deviceTree, QString());
    QCOMPARE(substitutions(*m_emulated, m_emulated->head()).value(QStringLiteral("COMPUTE_DEVICE")), QStringLiteral("/dev/disk/by-id/virtio-emmc"));
}

void EmulatedTest::keepsWhatTheSystemIs()
{
    QCOMPARE(m_emulated->packages, m_real->packages);
    QCOMPARE(m_emulated->boards.keys(), m_real->boards.keys());
    for (const Board &real : m_real->boards) {
        const Board twin = m_emulated->boards.value(real.id);
        QCOMPARE(twin.id, real.id);
        QCOMPARE(twin.role, real.role);
        QCOMPARE(twin.folder, real.folder);
        QCOMPARE(twin.packages, real.packages);
        QCOMPARE(twin.imageBytes, real.imageBytes);
        QCOMPARE(twin.rootStart(), real.rootStart());
        for (const QString &name : real.environment.keys())
            QVERIFY2(twin.environment.contains(name), qPrintable(name));
    }
    const Node &node = m_real->nodes.last();
    QMap<QString, QString> values = substitutions(*m_real, node);
    values.insert(QStringLiteral("CONSOLE"), QStringLiteral("ttyAMA0"));
    values.insert(QStringLiteral("COMPUTE_DEVICE"), QStringLiteral("/dev/disk/by-id/virtio-emmc"));
    QCOMPARE(substitutions(*m_emulated, node), values);
}

void EmulatedTest::loadsTheBoardsOwnFilesByNetwork()
{
    const Board node = m_emulated->boardFor(Role::Compute);
    QCOMPARE(node.deviceTree, QStringLiteral("rockchip/rk3399-nanopi-m4.dtb"));
    QCOMPARE(node.environment.value(QStringLiteral("fdtfile")), QStringLiteral("@FDTFILE@"));
    QCOMPARE(node.environment.value(QStringLiteral("netload")), m_real->boardFor(Role::Compute).environment.value(QStringLiteral("netload")));
    QVERIFY(node.environment.value(QStringLiteral("netstart")).endsWith(QStringLiteral("${fdt_addr}")));
}

QString EmulatedTest::refusal(const QString &file, const QByteArray &from, const QByteArray &to) const
{
    const BoardFiles files;
    files.write(twinFile, *readFile(QStringLiteral(COFFER_SOURCE_DIR "/boards/") + twinFile));
    if (files.replace(file, from, to) == 0)
        return QStringLiteral("nothing to replace");
    const Result<Cluster> real = loadCluster(files.folder());
    if (!real)
        return real.error().message;
    const Result<Cluster> changed = emulated(*real);
    return changed ? QString() : changed.error().message;
}

void EmulatedTest::refusesAnotherLayout()
{
    const QString said = refusal(twinFile, "offset = 0x3F8000", "offset = 0x400000");
    QVERIFY2(said.contains(QStringLiteral("allowed: the same places")), qPrintable(said));
}

void EmulatedTest::refusesADiskThatItHasNot()
{
    const QString said = refusal(twinFile, "emmc = ", "# emmc = ");
    QVERIFY2(said.contains(QStringLiteral("[disks] has no \"emmc\"")), qPrintable(said));
}

void EmulatedTest::refusesABoardThatIsNoTwin()
{
    const QString said = refusal(twinFile, "role = \"twin\"", "role = \"compute\"\ndevice-tree = \"a.dtb\"\npackages = { demo = [] }");
    QVERIFY2(said.contains(QStringLiteral("role = \"twin\"")), qPrintable(said));
}

void EmulatedTest::refusesPackagesOfATwin()
{
    const QString said = refusal(twinFile, "[disks]", "[packages]\ndemo = []\n\n[disks]");
    QVERIFY2(said.contains(QStringLiteral("a twin has no packages of its own")), qPrintable(said));
}

void EmulatedTest::refusesATwinInTheCluster()
{
    const QString said = refusal(QStringLiteral("cluster.toml"), "board = \"nanopi-m4\"", "board = \"qemu-virt\"");
    QVERIFY2(said.contains(QStringLiteral("allowed: one with role = \"compute\"")), qPrintable(said));
}

QTEST_GUILESS_MAIN(EmulatedTest)
#include "tst_emulated.moc"
