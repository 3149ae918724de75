// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/devices.h"
#include "loopdevice.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace coffer;

class DevicesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void listsEveryDiskOfTheKernelInOrder();
    void tellsOfADeviceByItsNodeAndByALink();
    void readsWhatIsThereNowNotWhatWas();
    void refusesWhatIsNoBlockDevice();
    void offersNoneOfThisMachinesDisksByMistake();

private:
    QTemporaryDir m_folder;
};

void DevicesTest::listsEveryDiskOfTheKernelInOrder()
{
    QStringList names;
    for (const DeviceProperties &device : blockDevices())
        names += device.kernelName();
    QVERIFY(std::is_sorted(names.begin(), names.end()));
    for (const QString &name : QDir(QStringLiteral("/sys/block")).entryList(QDir::AllEntries | QDir::NoDotAndDotDot)) {
        if (!name.startsWith(QLatin1String("loop"))) // those come and go
            QVERIFY2(names.contains(name), qPrintable(name));
    }
}

void DevicesTest::tellsOfADeviceByItsNodeAndByALink()
{
    if (!LoopDevice::arePossible())
        QSKIP("Loop devices can only be attached by root."); // its kin in tst_systemdisks runs on recorded trees
    const QString file = m_folder.filePath(QStringLiteral("card"));
    QVERIFY(makeSparseFile(file, 1 << 20));
    const auto loop = LoopDevice::attach(file);
    QVERIFY(loop);
    const QString link = m_folder.filePath(QStringLiteral("by-id"));
    QVERIFY(QFile::link(loop->path(), link));

    for (const QString &path : {loop->path(), link}) {
        const Result<DeviceProperties> device = blockDevice(path);
        QVERIFY(device);
        QCOMPARE(device->udev[QStringLiteral("DEVNAME")], loop->path());
        QCOMPARE(device->sysfs[QStringLiteral("loop/backing_file")], file);
        QCOMPARE(device->sizeInBytes(), 1 << 20);
        QVERIFY(device->diskSeq() > 0);
    }
}

void DevicesTest::readsWhatIsThereNowNotWhatWas()
{
    if (!LoopDevice::arePossible())
        QSKIP("Loop devices can only be attached by root.");
    const QString file = m_folder.filePath(QStringLiteral("card"));
    QVERIFY(makeSparseFile(file, 1 << 20));
    const auto first = LoopDevice::attach(file);
    QVERIFY(first);
    QVERIFY(blockDevice(first->path())->children.isEmpty());
    QVERIFY(first->addPartition(4096, 8192));
    QCOMPARE(blockDevice(first->path())->children, QStringList(first->path().section(u'/', -1) + QStringLiteral("p1")));
}

void DevicesTest::refusesWhatIsNoBlockDevice()
{
    QCOMPARE(blockDevice(QStringLiteral("/dev/null")).error().code, Errc::Refused);
    QCOMPARE(blockDevice(m_folder.path()).error().code, Errc::Refused);
    QCOMPARE(blockDevice(m_folder.filePath(QStringLiteral("absent"))).error().code, Errc::NotFound);
}

/// On whatever machine this runs: what is mounted, swapped to or built in is no card.
void DevicesTest::offersNoneOfThisMachinesDisksByMistake()
{
    const SystemDisks system = systemDisks();
    for (const DeviceProperties &device : blockDevices()) {
        const auto verdict = classify(device, system);
        if (const auto *card = std::get_if<Card>(&verdict)) {
            QVERIFY2(!system.inUse.contains(device.kernelName()), qPrintable(card->devNode));
            QVERIFY(card->size > 0);
        }
    }
}

QTEST_GUILESS_MAIN(DevicesTest)
#include "tst_devices.moc"
