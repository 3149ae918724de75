// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/readernames.h"

#include "core/base/files.h"

#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

namespace {

const QString first = QStringLiteral("pci-0000:00:14.0-usb-0:2.4:1.0-scsi-0:0:0:0");
const QString itsSecondSlot = QStringLiteral("pci-0000:00:14.0-usb-0:2.4:1.0-scsi-0:0:0:1");
const QString second = QStringLiteral("pci-0000:00:14.0-usb-0:3:1.0-scsi-0:0:0:0");
const QString sdSlot = QStringLiteral("pci-0000:00:1a.0-platform-sdhci.0");

} // namespace

class ReaderNamesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QFile::remove(m_file); }
    void numbersReadersAsTheyAreSeen();
    void keepsThemForTomorrow();
    void takesANameOfItsOwn();
    void refusesNamesThatConfuse_data();
    void refusesNamesThatConfuse();
    void saysWhichReadersThereAre();
    void sharesItsFile();
    void putsUpWithADamagedFile();

private:
    QTemporaryDir m_folder;
    QString m_file = m_folder.filePath(QStringLiteral("data/readers.json"));
};

void ReaderNamesTest::numbersReadersAsTheyAreSeen()
{
    ReaderNames names;
    QCOMPARE(names.slotName(itsSecondSlot), QStringLiteral("Reader 1, slot 2"));
    QCOMPARE(names.slotName(sdSlot), QStringLiteral("SD slot 1"));
    QCOMPARE(names.slotName(second), QStringLiteral("Reader 2, slot 1"));
    QCOMPARE(names.slotName(first), QStringLiteral("Reader 1, slot 1"));
}

void ReaderNamesTest::keepsThemForTomorrow()
{
    ReaderNames(m_file).slotName(first);
    ReaderNames(m_file).slotName(second);
    QCOMPARE(ReaderNames(m_file).slotName(second), QStringLiteral("Reader 2, slot 1"));
}

void ReaderNamesTest::takesANameOfItsOwn()
{
    ReaderNames names(m_file);
    names.slotName(first);
    names.slotName(second);
    QVERIFY(names.setName(QStringLiteral("Reader 2"), QStringLiteral("Left")));
    QCOMPARE(names.slotName(second), QStringLiteral("Left, slot 1"));
    QVERIFY(names.setName(itsSecondSlot, QStringLiteral("Right")));
    QCOMPARE(ReaderNames(m_file).slotName(first), QStringLiteral("Right, slot 1"));
    QVERIFY(names.setName(QStringLiteral("Left"), {}));
    QCOMPARE(names.slotName(second), QStringLiteral("Reader 2, slot 1"));
}

void ReaderNamesTest::refusesNamesThatConfuse_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("another's") << QStringLiteral("Reader 2");
    QTest::newRow("too long") << QString(41, u'x');
    QTest::newRow("controls a terminal") << QStringLiteral("a\x1b[2J");
    QTest::newRow("two lines") << QStringLiteral("a\nb");
}

void ReaderNamesTest::refusesNamesThatConfuse()
{
    QFETCH(QString, name);
    ReaderNames names;
    names.slotName(first);
    names.slotName(second);
    QCOMPARE(names.setName(QStringLiteral("Reader 1"), name).error().code, Errc::Usage);
    QCOMPARE(names.slotName(first), QStringLiteral("Reader 1, slot 1"));
}

void ReaderNamesTest::saysWhichReadersThereAre()
{
    ReaderNames names;
    QCOMPARE(names.setName(QStringLiteral("Left"), QStringLiteral("x")).error().message, QStringLiteral("No reader was seen yet; plug one in."));
    names.slotName(first);
    names.slotName(sdSlot);
    QVERIFY(names.setName(QStringLiteral("Left"), QStringLiteral("x")).error().message.contains(QLatin1String("Reader 1, SD slot 1")));
}

void ReaderNamesTest::sharesItsFile()
{
    ReaderNames one(m_file);
    ReaderNames other(m_file);
    one.slotName(first);
    QCOMPARE(other.slotName(second), QStringLiteral("Reader 2, slot 1"));
    QCOMPARE(one.slotName(second), QStringLiteral("Reader 2, slot 1"));
}

void ReaderNamesTest::putsUpWithADamagedFile()
{
    for (const char *text : {"", "nonsense", "{}", "[1,null,{\"place\":7},{\"place\":\"x\",\"number\":-3}]"}) {
        QVERIFY(writeFile(m_file, text));
        QCOMPARE(ReaderNames(m_file).slotName(first), QStringLiteral("Reader 1, slot 1"));
    }
    QVERIFY(writeFile(m_file, "[{\"place\":\"pci-usb-0:1\",\"name\":\"a\\u001b[2J\",\"number\":1}]"));
    QCOMPARE(ReaderNames(m_file).slotName(QStringLiteral("pci-usb-0:1-scsi-0:0:0:0")), QStringLiteral("a?[2J, slot 1"));
}

QTEST_GUILESS_MAIN(ReaderNamesTest)
#include "tst_readernames.moc"
