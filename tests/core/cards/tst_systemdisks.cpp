// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/systemdisks.h"

#include "core/base/files.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <sys/sysmacros.h>

using namespace coffer;

/// Lays out /proc, /sys and /dev of a machine in a folder, as the kernel does.
class SystemDisksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void findsDiskOfMountedPartition();
    void followsVolumesDownToTheirDisks();
    void findsMembersOfVolumesThatAreNotMounted();
    void findsAllDevicesOfBtrfs();
    void findsSwapPartitionsAndFiles();
    void findsDisksBelowLoops();
    void understandsEscapedMountPoints();
    void tellsDesktopMountsApart();
    void survivesTornAndHostileLines();
    void knowsThisMachine();

private:
    void put(const QString &path, const QByteArray &text);
    void link(const QString &path, const QString &target);
    void disk(const QString &name, const QByteArray &number, const QStringList &slaves = {});
    void partition(const QString &of, const QString &name, const QByteArray &number);
    void mounts(const QByteArray &lines) { put(QStringLiteral("proc/self/mountinfo"), lines); }
    SystemDisks found() const { return systemDisks(m_root->path()); }

    std::unique_ptr<QTemporaryDir> m_root;
};

void SystemDisksTest::init()
{
    m_root = std::make_unique<QTemporaryDir>();
    QVERIFY(m_root->isValid());
    disk(QStringLiteral("sda"), "8:0");
    partition(QStringLiteral("sda"), QStringLiteral("sda1"), "8:1");
    partition(QStringLiteral("sda"), QStringLiteral("sda2"), "8:2");
    disk(QStringLiteral("sdb"), "8:16");
    partition(QStringLiteral("sdb"), QStringLiteral("sdb1"), "8:17");
}

void SystemDisksTest::put(const QString &path, const QByteArray &text)
{
    QVERIFY(writeFile(m_root->filePath(path), text));
}

void SystemDisksTest::link(const QString &path, const QString &target)
{
    QVERIFY(QDir().mkpath(QFileInfo(m_root->filePath(path)).path()));
    QVERIFY(QFile::link(m_root->filePath(target), m_root->filePath(path)));
}

void SystemDisksTest::disk(const QString &name, const QByteArray &number, const QStringList &slaves)
{
    const QString folder = QStringLiteral("sys/devices/%1").arg(name);
    put(folder + QStringLiteral("/size"), "1000\n");
    put(QStringLiteral("dev/%1").arg(name), "");
    for (const QString &slave : slaves)
        link(folder + QStringLiteral("/slaves/") + slave, QStringLiteral("sys/class/block/") + slave);
    link(QStringLiteral("sys/class/block/") + name, folder);
    link(QStringLiteral("sys/dev/block/") + QString::fromLatin1(number), folder);
}

void SystemDisksTest::partition(const QString &of, const QString &name, const QByteArray &number)
{
    const QString folder = QStringLiteral("sys/devices/%1/%2").arg(of, name);
    put(folder + QStringLiteral("/partition"), "1\n");
    put(QStringLiteral("dev/%1").arg(name), "");
    link(QStringLiteral("sys/class/block/") + name, folder);
    link(QStringLiteral("sys/dev/block/") + QString::fromLatin1(number), folder);
}

void SystemDisksTest::findsDiskOfMountedPartition()
{
    mounts("22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw\n"
           "23 22 0:21 / /proc rw - proc proc rw\n");
    const SystemDisks disks = found();
    QCOMPARE(disks.inUse.keys(), QStringList({QStringLiteral("sda"), QStringLiteral("sda2")}));
    QCOMPARE(disks.inUse[QStringLiteral("sda2")], QStringLiteral("mounted at /"));
}

void SystemDisksTest::followsVolumesDownToTheirDisks()
{
    disk(QStringLiteral("md0"), "9:0", {QStringLiteral("sda2"), QStringLiteral("sdb1")});
    disk(QStringLiteral("dm-0"), "252:0", {QStringLiteral("md0")});
    mounts("22 1 252:0 / /home rw - ext4 /dev/mapper/vg-home rw\n");
    const SystemDisks disks = found();
    for (const char *name : {"dm-0", "md0", "sda2", "sda", "sdb1", "sdb"})
        QCOMPARE(disks.inUse.value(QLatin1String(name)), QStringLiteral("mounted at /home"));
    QVERIFY(!disks.inUse.contains(QStringLiteral("sda1")));
}

void SystemDisksTest::findsMembersOfVolumesThatAreNotMounted()
{
    disk(QStringLiteral("dm-0"), "252:0", {QStringLiteral("sdb1")});
    const SystemDisks disks = found();
    QCOMPARE(disks.inUse.keys(), QStringList({QStringLiteral("sdb"), QStringLiteral("sdb1")}));
    QVERIFY(disks.inUse[QStringLiteral("sdb1")].contains(QLatin1String("dm-0")));
}

void SystemDisksTest::findsAllDevicesOfBtrfs()
{
    // A btrfs has a device number of its own; mountinfo names one of its devices.
    mounts("22 1 0:33 /@ / rw - btrfs /dev/sda2 rw,subvol=/@\n");
    put(QStringLiteral("sys/fs/btrfs/0b2c/devices/sda2/x"), "");
    put(QStringLiteral("sys/fs/btrfs/0b2c/devices/sdb1/x"), "");
    const SystemDisks disks = found();
    QCOMPARE(disks.inUse.value(QStringLiteral("sda")), QStringLiteral("mounted at /"));
    QVERIFY(disks.inUse.value(QStringLiteral("sdb")).contains(QLatin1String("btrfs")));
}

void SystemDisksTest::findsSwapPartitionsAndFiles()
{
    mounts("22 1 8:17 / /var rw - ext4 /dev/sdb1 rw\n");
    put(QStringLiteral("proc/swaps"), "Filename\t\t\t\tType\t\tSize\tUsed\tPriority\n"
                                      "/dev/sda1                               partition\t999\t0\t-2\n"
                                      "/var/swap\\040file                      file\t999\t0\t-3\n");
    const SystemDisks disks = found();
    QCOMPARE(disks.inUse.value(QStringLiteral("sda")), QStringLiteral("swap space"));
    QVERIFY(disks.inUse.contains(QStringLiteral("sdb")));
}

void SystemDisksTest::findsDisksBelowLoops()
{
    mounts("22 1 8:2 / / rw - ext4 /dev/sda2 rw\n"
           "23 22 8:17 / /run/media/user/card rw - ext4 /dev/sdb1 rw\n");
    disk(QStringLiteral("loop0"), "7:0");
    put(QStringLiteral("sys/devices/loop0/loop/backing_file"), "/run/media/user/card/disk.img\n");
    const SystemDisks disks = found();
    QCOMPARE(disks.inUse.value(QStringLiteral("sdb")), QStringLiteral("holding the file of loop0"));
    QVERIFY(!disks.inUse.contains(QStringLiteral("loop0")));
}

void SystemDisksTest::understandsEscapedMountPoints()
{
    mounts("22 1 8:17 / /srv/my\\040disk\\134 rw - ext4 /dev/sdb1 rw\n");
    QCOMPARE(found().inUse.value(QStringLiteral("sdb1")), QStringLiteral("mounted at /srv/my disk\\"));
}

void SystemDisksTest::tellsDesktopMountsApart()
{
    mounts("22 1 8:17 / /media/user/PHOTOS rw - vfat /dev/sdb1 rw\n"
           "23 1 8:2 / /mediathek rw - ext4 /dev/sda2 rw\n");
    const SystemDisks disks = found();
    QCOMPARE(disks.mounted.value(QStringLiteral("sdb1")), QStringLiteral("/media/user/PHOTOS"));
    QVERIFY(!disks.inUse.contains(QStringLiteral("sdb1")));
    QVERIFY(disks.inUse.contains(QStringLiteral("sda2")));
}

void SystemDisksTest::survivesTornAndHostileLines()
{
    mounts("22 1 8:2 / /a rw\n- - - - - - -\n22 1 ../../sda / /b rw - ext4 tmpfs rw\n\n22 1 8:2 / /ok\\9 rw - ext4 x y\n22");
    put(QStringLiteral("proc/swaps"), "Filename\n\n");
    QCOMPARE(found().inUse.value(QStringLiteral("sda2")), QStringLiteral("mounted at /ok\\9"));
}

void SystemDisksTest::knowsThisMachine()
{
    struct stat root {};
    QCOMPARE(::stat("/", &root), 0);
    const QFileInfo device(QStringLiteral("/sys/dev/block/%1:%2").arg(major(root.st_dev)).arg(minor(root.st_dev)));
    const SystemDisks disks = systemDisks();
    if (device.exists()) // not so when root is an overlay
        QVERIFY(disks.inUse.contains(device.canonicalFilePath().section(u'/', -1)));
    for (const QString &name : disks.inUse.keys())
        QVERIFY2(QFileInfo::exists(QStringLiteral("/sys/class/block/") + name), qPrintable(name));
}

QTEST_GUILESS_MAIN(SystemDisksTest)
#include "tst_systemdisks.moc"
