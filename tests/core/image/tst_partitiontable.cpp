// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools.h"

#include "core/image/partitiontable.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace coffer;

class PartitionTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrites();
    void isWhatSfdiskReads();
    void readsWhatSfdiskWrites();
    void writesUpTo2TiB();
    void refusesToWriteWrongPartitions_data();
    void refusesToWriteWrongPartitions();
    void refusesWrongTables_data();
    void refusesWrongTables();
    void survivesAnySector();
};

static Partition partition(int number, qint64 start, qint64 size, quint8 type = 0x83, bool bootable = false)
{
    Partition made;
    made.number = number;
    made.type = type;
    made.bootable = bootable;
    made.start = start;
    made.size = size;
    return made;
}

static const qint64 diskSize = qint64(256) << 20;
static const QList<Partition> headCard{partition(1, 32 << 10, 16 << 20), partition(2, 17 << 20, diskSize - (17 << 20), 0x83, true)};

static bool same(const QList<Partition> &one, const QList<Partition> &other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(), [](const Partition &a, const Partition &b) {
        return a.number == b.number && a.type == b.type && a.bootable == b.bootable && a.start == b.start && a.size == b.size;
    });
}

static QString sparseFile(const QTemporaryDir &folder, qint64 size, const QByteArray &start = {})
{
    QFile file(folder.filePath(QStringLiteral("disk.img")));
    if (!file.open(QIODevice::WriteOnly) || !file.resize(size) || file.write(start) != start.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
    return file.fileName();
}

void PartitionTableTest::readsWhatItWrites()
{
    const auto sector = formatMbr(headCard, 0x12345678);
    QVERIFY(sector);
    QCOMPARE(sector->size(), 512);
    const auto parsed = parseMbr(*sector, diskSize);
    QVERIFY(parsed);
    QVERIFY(same(*parsed, headCard));
    QVERIFY(parseMbr(*formatMbr({}, 1), diskSize)->isEmpty());
}

void PartitionTableTest::isWhatSfdiskReads()
{
    const QTemporaryDir folder;
    const QString disk = sparseFile(folder, diskSize, *formatMbr(headCard, 0x00C0FFEE));
    const QByteArray json = runTool(QStringLiteral("sfdisk"), {QStringLiteral("--json"), disk});
    const QJsonObject table = QJsonDocument::fromJson(json).object().value(QStringLiteral("partitiontable")).toObject();
    QCOMPARE(table.value(QStringLiteral("label")).toString(), QStringLiteral("dos"));
    QCOMPARE(table.value(QStringLiteral("id")).toString(), QStringLiteral("0x00c0ffee"));
    const QJsonArray partitions = table.value(QStringLiteral("partitions")).toArray();
    QCOMPARE(partitions.size(), 2);
    for (int i = 0; i < 2; ++i) {
        const QJsonObject told = partitions.at(i).toObject();
        QCOMPARE(told.value(QStringLiteral("start")).toInteger() * 512, headCard[i].start);
        QCOMPARE(told.value(QStringLiteral("size")).toInteger() * 512, headCard[i].size);
        QCOMPARE(told.value(QStringLiteral("type")).toString(), QStringLiteral("83"));
        QCOMPARE(told.value(QStringLiteral("bootable")).toBool(), headCard[i].bootable);
    }
    const QByteArray verified = runTool(QStringLiteral("sfdisk"), {QStringLiteral("--verify"), disk});
    QVERIFY2(!verified.startsWith("error"), verified.constData());
}

void PartitionTableTest::readsWhatSfdiskWrites()
{
    const QTemporaryDir folder;
    const QString disk = sparseFile(folder, diskSize);
    const QByteArray told = runTool(QStringLiteral("sfdisk"), {disk}, "label: dos\nstart=64, size=32768, type=83\nstart=40960, size=8192, type=c, bootable\nstart=65536, type=82\n");
    QVERIFY2(!told.startsWith("error"), told.constData());
    const auto parsed = parseMbr(readFile(disk, diskSize)->first(512), diskSize);
    QVERIFY(parsed);
    QVERIFY(same(*parsed, {partition(1, 64 * 512, 32768 * 512), partition(2, 40960 * 512, 8192 * 512, 0x0C, true),
                           partition(3, 65536 * 512, diskSize - 65536 * 512, 0x82)}));
}

void PartitionTableTest::writesUpTo2TiB()
{
    const qint64 limit = qint64(2) << 40;
    const QList<Partition> whole{partition(1, 1 << 20, limit - (1 << 20))};
    const auto sector = formatMbr(whole, 1);
    QVERIFY(sector);
    QVERIFY(same(*parseMbr(*sector, limit), whole));
    QVERIFY(!parseMbr(*sector, limit - 512));
}

void PartitionTableTest::refusesToWriteWrongPartitions_data()
{
    QTest::addColumn<QList<Partition>>("partitions");
    const qint64 mebibyte = 1 << 20;
    QTest::newRow("number 0") << QList<Partition>{partition(0, mebibyte, mebibyte)};
    QTest::newRow("number 5") << QList<Partition>{partition(5, mebibyte, mebibyte)};
    QTest::newRow("number twice") << QList<Partition>{partition(1, mebibyte, mebibyte), partition(1, 4 * mebibyte, mebibyte)};
    QTest::newRow("type 0") << QList<Partition>{partition(1, mebibyte, mebibyte, 0)};
    QTest::newRow("start off the sectors") << QList<Partition>{partition(1, mebibyte + 1, mebibyte)};
    QTest::newRow("size off the sectors") << QList<Partition>{partition(1, mebibyte, mebibyte + 100)};
    QTest::newRow("no size") << QList<Partition>{partition(1, mebibyte, 0)};
    QTest::newRow("negative size") << QList<Partition>{partition(1, mebibyte, -512)};
    QTest::newRow("on the table") << QList<Partition>{partition(1, 0, mebibyte)};
    QTest::newRow("overlap") << QList<Partition>{partition(1, mebibyte, mebibyte), partition(2, 2 * mebibyte - 512, mebibyte)};
    QTest::newRow("overlap, other order") << QList<Partition>{partition(1, 2 * mebibyte, mebibyte), partition(2, mebibyte, mebibyte + 512)};
    QTest::newRow("past 2 TiB") << QList<Partition>{partition(1, mebibyte, qint64(2) << 40)};
    QTest::newRow("starts past 2 TiB") << QList<Partition>{partition(1, qint64(2) << 40, mebibyte)};
    QTest::newRow("past all") << QList<Partition>{partition(1, (qint64(1) << 62) + 512, qint64(1) << 62)};
}

void PartitionTableTest::refusesToWriteWrongPartitions()
{
    QFETCH(QList<Partition>, partitions);
    const auto sector = formatMbr(partitions, 1);
    QVERIFY(!sector);
    QCOMPARE(sector.error().code, Errc::InvalidInput);
}

void PartitionTableTest::refusesWrongTables_data()
{
    QTest::addColumn<QByteArray>("sector");
    QByteArray right = *formatMbr(headCard, 1);
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("short") << right.first(511);
    QTest::newRow("blank") << QByteArray(512, '\0');
    QTest::newRow("noise") << QByteArray(512, '\xff');
    QByteArray unsigned_ = right;
    unsigned_[511] = 0;
    QTest::newRow("no signature") << unsigned_;
    QByteArray overlapping = right;
    qToLittleEndian(quint32(64), overlapping.data() + 446 + 16 + 8);
    QTest::newRow("overlap") << overlapping;
    QByteArray tooLong = right;
    qToLittleEndian(quint32(0xFFFFFFFF), tooLong.data() + 446 + 16 + 12);
    QTest::newRow("passes the end") << tooLong;
    QByteArray farOff = right;
    qToLittleEndian(quint32(0xFFFFFFFF), farOff.data() + 446 + 16 + 8);
    QTest::newRow("starts behind the end") << farOff;
}

void PartitionTableTest::refusesWrongTables()
{
    QFETCH(QByteArray, sector);
    const auto parsed = parseMbr(sector, diskSize);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, Errc::InvalidInput);
}

void PartitionTableTest::survivesAnySector()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    for (int round = 0; round < 2000; ++round) {
        QByteArray sector(512, Qt::Uninitialized);
        for (char &byte : sector)
            byte = char(random.bounded(256));
        sector[510] = char(0x55);
        sector[511] = char(0xAA);
        const qint64 size = qint64(random.generate()) * (random.bounded(2) ? 512 : 1);
        const auto parsed = parseMbr(sector, size);
        for (const Partition &found : parsed.value_or(QList<Partition>()))
            QVERIFY(found.size > 0 && found.start + found.size <= size);
    }
}

QTEST_GUILESS_MAIN(PartitionTableTest)
#include "tst_partitiontable.moc"
