// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/udevsource.h"

#include "core/cards/devices.h"
#include "loopdevice.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

/// On this machine as it is. What readers do is shown to the source by recorded devices elsewhere.
class UdevSourceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void offersExactlyTheCardsThatAreIn();
    void opensNoDiskThatIsNoCard();
    void opensNoCardByAnOldNumber();
    void staysSilentAboutWhatIsNoCard();
};

void UdevSourceTest::offersExactlyTheCardsThatAreIn()
{
    const auto source = watchReaders();
    QVERIFY2(source, source ? "" : qPrintable(source.error().message));
    QList<Card> expected;
    const SystemDisks system = systemDisks();
    for (const DeviceProperties &device : blockDevices()) {
        const auto verdict = classify(device, system);
        if (const auto *card = std::get_if<Card>(&verdict))
            expected += *card;
    }
    QCOMPARE((*source)->cards(), expected);
}

void UdevSourceTest::opensNoDiskThatIsNoCard()
{
    const auto source = watchReaders();
    QVERIFY(source);
    const SystemDisks system = systemDisks();
    for (const DeviceProperties &device : blockDevices()) {
        if (device.sizeInBytes() == 0 || std::holds_alternative<Card>(classify(device, system)))
            continue;
        Card forged;
        forged.devNode = device.udev[QStringLiteral("DEVNAME")];
        forged.diskSeq = device.diskSeq();
        QCOMPARE((*source)->open(forged, {}).error().code, Errc::Refused);
    }
}

void UdevSourceTest::opensNoCardByAnOldNumber()
{
    const auto source = watchReaders();
    QVERIFY(source);
    Card gone;
    gone.devNode = QStringLiteral("/dev/no-such-card");
    gone.diskSeq = 1;
    QCOMPARE((*source)->open(gone, {}).error().code, Errc::CardGone);
    QVERIFY(std::holds_alternative<UnreadableCard>((*source)->examine(gone, {})));
}

void UdevSourceTest::staysSilentAboutWhatIsNoCard()
{
    if (!LoopDevice::arePossible())
        QSKIP("Loop devices can only be attached by root.");
    const auto source = watchReaders();
    QVERIFY(source);
    QSignalSpy inserted(source->get(), &CardSource::inserted);
    QTemporaryDir folder;
    QVERIFY(makeSparseFile(folder.filePath(QStringLiteral("card")), 1 << 20));
    QVERIFY(LoopDevice::attach(folder.filePath(QStringLiteral("card"))));
    QCoreApplication::processEvents();
    QCOMPARE(inserted.count(), 0);
}

QTEST_GUILESS_MAIN(UdevSourceTest)
#include "tst_udevsource.moc"
