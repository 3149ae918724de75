// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/contents.h"

#include "core/base/files.h"
#include "core/base/process.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <fcntl.h>

using namespace coffer;

namespace {

constexpr qint64 cardSize = 16 << 20;
constexpr qint64 sector = 512;

struct Part { quint8 type; qint64 start; qint64 size; };

/// An MBR with these partitions.
QByteArray mbr(const QList<Part> &parts)
{
    QByteArray bytes(sector, '\0');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        char *entry = bytes.data() + 446 + 16 * i;
        entry[4] = char(parts[i].type);
        qToLittleEndian(quint32(parts[i].start / sector), entry + 8);
        qToLittleEndian(quint32(parts[i].size / sector), entry + 12);
    }
    bytes[510] = '\x55';
    bytes[511] = '\xaa';
    return bytes;
}

/// The beginning of a FAT16 file system (Microsoft's FAT specification) with a label.
QByteArray fat(const QByteArray &label, qint64 size)
{
    constexpr qint64 rootFolder = (1 + 2 * 8) * sector; // behind the reserved sector and the tables
    QByteArray bytes(rootFolder + sector, '\0');
    bytes.replace(0, 3, "\xeb\x3c\x90");
    bytes.replace(3, 8, "MSDOS5.0");
    qToLittleEndian(quint16(512), bytes.data() + 11);  // bytes a sector
    bytes[13] = 4;                                     // sectors a cluster
    qToLittleEndian(quint16(1), bytes.data() + 14);    // reserved sectors
    bytes[16] = 2;                                     // tables
    qToLittleEndian(quint16(512), bytes.data() + 17);  // root entries
    qToLittleEndian(quint16(size / sector), bytes.data() + 19);
    bytes[21] = '\xf8';
    qToLittleEndian(quint16(8), bytes.data() + 22);    // sectors a table
    bytes[38] = 0x29;
    bytes.replace(43, 11, "NO NAME    ");
    bytes.replace(rootFolder, 11, label.leftJustified(11, ' ', true));
    bytes[rootFolder + 11] = 0x08; // the entry is the label
    bytes.replace(54, 8, "FAT16   ");
    bytes[510] = '\x55';
    bytes[511] = '\xaa';
    return bytes;
}

} // namespace

class ContentsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void callsZerosBlank();
    void callsErasedFlashBlank();
    void isNotBlankWhereverDataAre_data();
    void isNotBlankWhereverDataAre();
    void namesPartitionsByFileSystemAndLabel();
    void namesAFileSystemWithoutPartitions();
    void namesPartitionsWithoutFileSystem();
    void showsHostileLabelsHarmless();
    void knowsACardOfOurs();
    void takesACardOfOursThatGotPhotosForAForeignOne();
    void survivesPartitionsBeyondTheCard();
    void saysWhatCannotBeRead();

private:
    void write(qint64 offset, const QByteArray &bytes);
    CardContents look() const;

    QTemporaryDir m_folder;
    QString m_path = m_folder.filePath(QStringLiteral("card"));
};

void ContentsTest::init()
{
    QFile::remove(m_path);
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(cardSize));
}

void ContentsTest::write(qint64 offset, const QByteArray &bytes)
{
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(offset) && file.write(bytes) == bytes.size());
}

CardContents ContentsTest::look() const
{
    const Fd fd(::open(QFile::encodeName(m_path).constData(), O_RDONLY | O_CLOEXEC));
    return readContents(fd.get());
}

void ContentsTest::callsZerosBlank()
{
    QCOMPARE(describe(look()), QStringLiteral("blank"));
    QVERIFY(std::holds_alternative<BlankCard>(look()));
}

void ContentsTest::callsErasedFlashBlank()
{
    write(0, QByteArray(cardSize, '\xff'));
    QVERIFY(std::holds_alternative<BlankCard>(look()));
}

void ContentsTest::isNotBlankWhereverDataAre_data()
{
    QTest::addColumn<qint64>("offset");
    QTest::newRow("first byte") << qint64(0);
    QTest::newRow("within the first MiB") << (qint64(1) << 20) - 1;
    QTest::newRow("last byte") << cardSize - 1;
    QTest::newRow("in a sample") << (cardSize - (64 << 10)) / 17 * 5;
}

void ContentsTest::isNotBlankWhereverDataAre()
{
    QFETCH(qint64, offset);
    write(offset, "x");
    QCOMPARE(describe(look()), QStringLiteral("data of an unknown kind"));
    QVERIFY(std::holds_alternative<ForeignCard>(look()));
}

void ContentsTest::namesPartitionsByFileSystemAndLabel()
{
    const QString mke2fs = findProgram(QStringLiteral("mke2fs"));
    QVERIFY2(!mke2fs.isEmpty(), "e2fsprogs is needed");
    Progress progress;
    Command make;
    make.program = mke2fs;
    make.arguments = {QStringLiteral("-q"), QStringLiteral("-F"), QStringLiteral("-t"), QStringLiteral("ext4"),
                      QStringLiteral("-L"), QStringLiteral("root"), QStringLiteral("-E"), QStringLiteral("offset=8388608"),
                      m_path, QStringLiteral("4096k")};
    QVERIFY(runProcess(make, progress));
    write(0, mbr({{0x0e, 1 << 20, 4 << 20}, {0x83, 8 << 20, 4 << 20}}));
    write(1 << 20, fat("PHOTOS", 4 << 20));

    const QString text = describe(look());
    QVERIFY2(text.startsWith(QLatin1String("2 partitions: FAT PHOTOS (0 bytes used), ext4 root (1.")), qPrintable(text));
    QVERIFY2(text.endsWith(QLatin1String(" MiB used)")), qPrintable(text));
    QVERIFY(std::holds_alternative<ForeignCard>(look()));
}

void ContentsTest::namesAFileSystemWithoutPartitions()
{
    write(0, fat("CAMERA", cardSize));
    QCOMPARE(describe(look()), QStringLiteral("FAT CAMERA, no partitions"));
}

void ContentsTest::namesPartitionsWithoutFileSystem()
{
    write(0, mbr({{0x83, 32 << 10, 8 << 20}}));
    QCOMPARE(describe(look()), QStringLiteral("1 partition: no file system"));
}

void ContentsTest::showsHostileLabelsHarmless()
{
    write(0, fat("A\x1b[2J%1 B", cardSize));
    const QString text = describe(look());
    QVERIFY2(text.contains(QLatin1String("%1")), qPrintable(text));
    for (const QChar c : text)
        QVERIFY(c.isPrint());
}

namespace {

/// A card's start with a partition of this kind, and our marker as of a card whose partition is of kind 83.
QByteArray markedStart(quint8 type)
{
    QByteArray start = mbr({{0x83, 8 << 20, 4 << 20}}).leftJustified(markerReach, '\0');
    const CardMarker marker = {QStringLiteral("c16"), QStringLiteral("node07"), QStringLiteral("5f"), QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC), {}};
    start.replace(markerOffset, markerSize, formatMarker(marker, start));
    start[446 + 4] = char(type);
    return start;
}

} // namespace

void ContentsTest::knowsACardOfOurs()
{
    write(0, markedStart(0x83));
    const CardContents contents = look();
    const auto *marked = std::get_if<MarkedCard>(&contents);
    QVERIFY(marked);
    QCOMPARE(marked->marker.node, QStringLiteral("node07"));
    QVERIFY2(describe(contents).startsWith(QLatin1String("node07 of c16, written on ")), qPrintable(describe(contents)));
}

void ContentsTest::takesACardOfOursThatGotPhotosForAForeignOne()
{
    write(0, markedStart(0x0c));
    write(8 << 20, fat("PHOTOS", 4 << 20));
    QVERIFY(std::holds_alternative<ForeignCard>(look()));
    QVERIFY(describe(look()).contains(QLatin1String("PHOTOS")));
}

void ContentsTest::survivesPartitionsBeyondTheCard()
{
    write(0, mbr({{0x83, cardSize - sector, qint64(1) << 40}, {0x05, 2 << 20, 0}, {0x0c, cardSize * 4, sector}}));
    QVERIFY(std::holds_alternative<ForeignCard>(look()));
    QVERIFY(!describe(look()).isEmpty());
}

void ContentsTest::saysWhatCannotBeRead()
{
    const CardContents contents = readContents(-1);
    QVERIFY(std::holds_alternative<UnreadableCard>(contents));
    QVERIFY(describe(contents).startsWith(QLatin1String("unknown: It cannot be read: ")));
}

QTEST_GUILESS_MAIN(ContentsTest)
#include "tst_contents.moc"
