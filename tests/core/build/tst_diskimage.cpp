// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/diskimage.h"

#include "core/base/files.h"
#include "core/base/process.h"
#include "core/bmap/bmap.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

class DiskImageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void partitionHoldsTheFileSystem();
    void mapCoversTheWholeBootArea();
    void cancelLeavesNoMap();

private:
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    void run(const QString &program, const QStringList &arguments, QByteArray *output = nullptr);
    Status write(const QString &to, Progress &progress)
    {
        if (Status added = addBootPieces(m_cluster, m_cluster.head(), m_folder.path(), to); !added)
            return added;
        return writeMap(to, m_cluster.boardFor(Role::Head).rootStart(), progress);
    }

    QTemporaryDir m_folder;
    Cluster m_cluster;
};

void DiskImageTest::run(const QString &program, const QStringList &arguments, QByteArray *output)
{
    Command command;
    command.program = program;
    command.arguments = arguments;
    Progress progress;
    const auto ran = runProcess(command, progress);
    QVERIFY2(ran, ran ? "" : qPrintable(ran.error().message));
    if (output)
        *output = *ran;
}

void DiskImageTest::initTestCase()
{
    const auto cluster = loadCluster(QStringLiteral(COFFER_SOURCE_DIR "/boards"));
    QVERIFY2(cluster, cluster ? "" : qPrintable(cluster.error().message));
    m_cluster = *cluster;
    QVERIFY(writeFile(path("code"), QByteArray(5000, 'b')));
    const QStringList mkimage{QStringLiteral("-d"), path("code")};
    run(QStringLiteral("mkimage"), mkimage + QStringList{QStringLiteral("-T"), QStringLiteral("rksd"), QStringLiteral("-n"), QStringLiteral("rk3399"), path("idbloader.img")});
    run(QStringLiteral("mkimage"), mkimage + QStringList{QStringLiteral("-f"), QStringLiteral("auto"), QStringLiteral("-A"), QStringLiteral("arm64"), QStringLiteral("-T"),
                                                         QStringLiteral("firmware"), QStringLiteral("-C"), QStringLiteral("none"), path("u-boot.itb")});
    QVERIFY(writeFile(path("u-boot-env.txt"), "bootdelay=2\nbootcmd=bootflow scan -lb\n"));
    QVERIFY(writeFile(path("tree/etc/hostname"), "head\n"));
    run(QStringLiteral("truncate"), {QStringLiteral("-s"), QString::number(m_cluster.boardFor(Role::Head).rootStart() + (24 << 20)), path("disk.img")});
    run(QStringLiteral("mke2fs"), {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ext4"), QStringLiteral("-d"), path("tree"), QStringLiteral("-E"),
                                   QStringLiteral("offset=%1").arg(m_cluster.boardFor(Role::Head).rootStart()), path("disk.img"), QStringLiteral("24M")});
    Progress progress;
    const Status written = write(path("disk.img"), progress);
    QVERIFY2(written, written ? "" : qPrintable(written.error().message));
}

void DiskImageTest::partitionHoldsTheFileSystem()
{
    QByteArray table;
    run(QStringLiteral("sfdisk"), {QStringLiteral("--json"), path("disk.img")}, &table);
    const qint64 start = m_cluster.boardFor(Role::Head).rootStart();
    QVERIFY2(table.contains("\"start\": " + QByteArray::number(start / sectorSize)), table.constData());

    const QString offset = QStringLiteral("%1?offset=%2").arg(path("disk.img")).arg(start);
    run(QStringLiteral("e2fsck"), {QStringLiteral("-fn"), offset});
    QByteArray hostname;
    run(QStringLiteral("debugfs"), {QStringLiteral("-R"), QStringLiteral("cat /etc/hostname"), offset}, &hostname);
    QCOMPARE(hostname, QByteArray("head\n"));
}

void DiskImageTest::mapCoversTheWholeBootArea()
{
    const auto map = readBmap(path("disk.img.bmap"));
    QVERIFY(map);
    QCOMPARE(map->imageSize, QFileInfo(path("disk.img")).size());
    qint64 covered = 0; // bytes from the start without a gap
    for (const BmapRange &range : map->ranges) {
        if (map->offset(range) == covered)
            covered += map->length(range);
    }
    QVERIFY(covered >= m_cluster.boardFor(Role::Head).rootStart());
}

void DiskImageTest::cancelLeavesNoMap()
{
    CancelToken cancel;
    cancel.cancel();
    Progress progress({}, cancel);
    QVERIFY(QFile::copy(path("disk.img"), path("cancelled.img")));
    QCOMPARE(write(path("cancelled.img"), progress).error().code, Errc::Cancelled);
    QVERIFY(!QFileInfo::exists(path("cancelled.img.bmap")));
}

QTEST_GUILESS_MAIN(DiskImageTest)
#include "tst_diskimage.moc"
