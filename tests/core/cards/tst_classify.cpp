// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/card.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace coffer;

namespace {

QMap<QString, QString> stringMap(const QJsonValue &value)
{
    QMap<QString, QString> map;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        map.insert(it.key(), it.value().toString());
    return map;
}

/// One file under devices/: a device as udev and sysfs tell it, the machine's use of it, the verdict.
struct Record
{
    DeviceProperties device;
    SystemDisks system;
    QJsonObject expect;
};

Record readRecord(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(path));
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    Record record;
    record.device.udev = stringMap(object[QStringLiteral("udev")]);
    record.device.sysfs = stringMap(object[QStringLiteral("sysfs")]);
    for (const QJsonValue &child : object[QStringLiteral("children")].toArray())
        record.device.children += child.toString();
    record.system.inUse = stringMap(object[QStringLiteral("system")]);
    record.system.mounted = stringMap(object[QStringLiteral("mounted")]);
    record.expect = object[QStringLiteral("expect")].toObject();
    return record;
}

const QString devicesFolder = QStringLiteral(COFFER_SOURCE_DIR "/tests/core/cards/devices");

Record usbReader()
{
    return readRecord(devicesFolder + QStringLiteral("/usb-reader-full.json"));
}

} // namespace

class ClassifyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void givesEachRecordedDeviceItsVerdict_data();
    void givesEachRecordedDeviceItsVerdict();
    void knowsManyShapes();
    void refusesWhateverIsInUse_data();
    void refusesWhateverIsInUse();
    void heedsTheLimitsToTheByte();
    void heedsTheListOfReaders_data();
    void heedsTheListOfReaders();
    void tellsCardsFromOtherThings_data();
    void tellsCardsFromOtherThings();
    void reasonsAreOneSentence_data() { givesEachRecordedDeviceItsVerdict_data(); }
    void reasonsAreOneSentence();
};

void ClassifyTest::givesEachRecordedDeviceItsVerdict_data()
{
    QTest::addColumn<QString>("path");
    for (const QFileInfo &file : QDir(devicesFolder).entryInfoList({QStringLiteral("*.json")}))
        QTest::newRow(qPrintable(file.baseName())) << file.filePath();
}

void ClassifyTest::givesEachRecordedDeviceItsVerdict()
{
    QFETCH(QString, path);
    const Record record = readRecord(path);
    QVERIFY2(!record.device.kernelName().isEmpty() && !record.expect.isEmpty(), "the file is not as it should be");

    const auto verdict = classify(record.device, record.system);

    if (record.expect.contains(QStringLiteral("refused"))) {
        const auto *refusal = std::get_if<Refusal>(&verdict);
        QVERIFY2(refusal, "offered as a card");
        QVERIFY2(refusal->reason.contains(record.expect[QStringLiteral("refused")].toString()), qPrintable(refusal->reason));
        QCOMPARE(refusal->devNode, record.device.udev[QStringLiteral("DEVNAME")]);
        return;
    }
    const QJsonObject expected = record.expect[QStringLiteral("card")].toObject();
    const auto *card = std::get_if<Card>(&verdict);
    QVERIFY2(card, card ? "" : qPrintable(std::get<Refusal>(verdict).reason));
    QCOMPARE(card->devNode, record.device.udev[QStringLiteral("DEVNAME")]);
    QCOMPARE(card->slot, expected[QStringLiteral("slot")].toString());
    QCOMPARE(card->size, expected[QStringLiteral("size")].toInteger());
    QCOMPARE(card->diskSeq, quint64(expected[QStringLiteral("diskSeq")].toInteger()));
    if (expected.contains(QStringLiteral("model")))
        QCOMPARE(card->model, expected[QStringLiteral("model")].toString());
    if (expected.contains(QStringLiteral("byId")))
        QCOMPARE(card->byId, expected[QStringLiteral("byId")].toString());
    QVERIFY(!card->byId.isEmpty());
}

void ClassifyTest::knowsManyShapes()
{
    QVERIFY(QDir(devicesFolder).entryList({QStringLiteral("*.json")}).size() >= 40);
}

void ClassifyTest::refusesWhateverIsInUse_data()
{
    QTest::addColumn<QString>("user");
    QTest::newRow("the disk itself") << QStringLiteral("sdb");
    QTest::newRow("a partition") << QStringLiteral("sdb1");
}

void ClassifyTest::refusesWhateverIsInUse()
{
    QFETCH(QString, user);
    Record record = usbReader();
    record.system.inUse.insert(user, QStringLiteral("swap space"));

    const auto verdict = classify(record.device, record.system);

    QVERIFY(std::holds_alternative<Refusal>(verdict));
    QCOMPARE(std::get<Refusal>(verdict).reason, QStringLiteral("This machine needs it: %1 is swap space.").arg(user));
}

void ClassifyTest::heedsTheLimitsToTheByte()
{
    const Record record = usbReader();
    const qint64 size = record.device.sizeInBytes();
    QVERIFY(std::holds_alternative<Card>(classify(record.device, record.system, {0, size})));
    QVERIFY(std::holds_alternative<Refusal>(classify(record.device, record.system, {0, size - 1})));
    QVERIFY(std::holds_alternative<Card>(classify(record.device, record.system, {size, size})));
    QVERIFY(std::holds_alternative<Refusal>(classify(record.device, record.system, {size + 1, 2 * size})));
}

void ClassifyTest::heedsTheListOfReaders_data()
{
    QTest::addColumn<QString>("allowed");
    QTest::addColumn<bool>("isCard");
    const QString slot = QStringLiteral("pci-0000:00:14.0-usb-0:1.4:1.0-scsi-0:0:0:1");
    QTest::newRow("the slot") << slot << true;
    QTest::newRow("its reader") << slot.section(QStringLiteral("-scsi"), 0, 0) << true;
    QTest::newRow("the port") << QStringLiteral("pci-0000:00:14.0-usb-0:1.4") << true;
    QTest::newRow("the hub") << QStringLiteral("pci-0000:00:14.0-usb-0:1") << true;
    QTest::newRow("the controller") << QStringLiteral("pci-0000:00:14.0") << true;
    QTest::newRow("its neighbour slot") << QStringLiteral("pci-0000:00:14.0-usb-0:1.4:1.0-scsi-0:0:0:0") << false;
    QTest::newRow("a port whose number begins alike") << QStringLiteral("pci-0000:00:14.0-usb-0:1.40") << false;
    QTest::newRow("a part of the number") << QStringLiteral("pci-0000:00:14.0-usb-0:1.4:1.0-scsi-0:0:0:1x") << false;
    QTest::newRow("the beginning of a name") << QStringLiteral("pci-0000:00:1") << false;
}

void ClassifyTest::heedsTheListOfReaders()
{
    QFETCH(QString, allowed);
    QFETCH(bool, isCard);
    const Record record = readRecord(devicesFolder + QStringLiteral("/usb3-multislot-second.json"));
    const auto verdict = classify(record.device, record.system, {0, qint64(256) << 30, {QStringLiteral("elsewhere"), allowed}});
    QCOMPARE(std::holds_alternative<Card>(verdict), isCard);
    if (!isCard)
        QVERIFY(std::get<Refusal>(verdict).reason.contains(QLatin1String("allowed_readers")));
}

void ClassifyTest::tellsCardsFromOtherThings_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<Refusal::Kind>("kind");
    QTest::newRow("write-protected") << QStringLiteral("usb-reader-write-protected") << Refusal::Kind::Card;
    QTest::newRow("too large") << QStringLiteral("usb-reader-512gb") << Refusal::Kind::Card;
    QTest::newRow("mounted by hand") << QStringLiteral("usb-reader-mounted-by-hand") << Refusal::Kind::Card;
    QTest::newRow("empty slot") << QStringLiteral("usb-reader-empty") << Refusal::Kind::NoMedium;
    QTest::newRow("system disk") << QStringLiteral("sata-system") << Refusal::Kind::NoCard;
    QTest::newRow("built-in eMMC") << QStringLiteral("emmc") << Refusal::Kind::NoCard;
    QTest::newRow("loop") << QStringLiteral("loop") << Refusal::Kind::NoCard;
}

void ClassifyTest::tellsCardsFromOtherThings()
{
    QFETCH(QString, file);
    QFETCH(Refusal::Kind, kind);
    const Record record = readRecord(devicesFolder + u'/' + file + QStringLiteral(".json"));
    const auto verdict = classify(record.device, record.system);
    QVERIFY(std::holds_alternative<Refusal>(verdict));
    QCOMPARE(std::get<Refusal>(verdict).kind, kind);
}

void ClassifyTest::reasonsAreOneSentence()
{
    QFETCH(QString, path);
    const Record record = readRecord(path);
    const auto verdict = classify(record.device, record.system);
    if (const auto *refusal = std::get_if<Refusal>(&verdict)) {
        QVERIFY(refusal->reason.endsWith(u'.'));
        QVERIFY(!refusal->reason.contains(QLatin1String(". ")));
        QVERIFY(refusal->reason.at(0).isUpper());
    }
}

QTEST_GUILESS_MAIN(ClassifyTest)
#include "tst_classify.moc"
