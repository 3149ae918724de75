// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/process.h"
#include "core/bmap/byterange.h"
#include "core/bmap/locatebytes.h"
#include "support/random.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

namespace {

constexpr qint64 mebi = 1 << 20;
constexpr qint64 bootStart = 64 * 512;
constexpr qint64 fileSystemStart = bootStart + 16 * mebi;
constexpr qint64 fileSystemSize = 48 * mebi;
constexpr int garbageRounds = 120;

} // namespace

/// Judged by debugfs, which is told a name and gives blocks.
class LocateBytesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void findsFilesByTheirBlocks_data();
    void findsFilesByTheirBlocks();
    void countsFilesItDoesNotName();
    void tellsFreeSpaceTablesAndJournal();
    void findsFileOfAttributes();
    void tellsBootAreaAndGaps();
    void looksIntoImageWithoutTable();
    void showsNamesSafely();
    void tellsNothingOfWhatIsNotThere();
    void readsNoFileSystemThatBeginsElsewhere_data();
    void readsNoFileSystemThatBeginsElsewhere();
    void survivesGarbage_data();
    void survivesGarbage();

private:
    QByteArray run(const QString &program, const QStringList &arguments, const QByteArray &input = {});
    QByteArray debugfs(const QString &request, bool isWriting = false);
    void makeImage(const QStringList &options = {}, qint64 start = fileSystemStart);
    QList<qint64> blocks(const QString &file);
    QString textAt(qint64 offset, qint64 length = 1) { return textOf(locateBytes(m_image, offset, length)); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_image;
    qint64 m_start = 0; ///< of the file system
    qint64 m_blockSize = 0;
    QStringList m_files;
};

QByteArray LocateBytesTest::run(const QString &program, const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.start(findProgram(program), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished() || process.exitCode() != 0)
        QTest::qFail(process.readAllStandardError().constData(), __FILE__, __LINE__);
    return process.readAllStandardOutput();
}

QByteArray LocateBytesTest::debugfs(const QString &request, bool isWriting)
{
    const QStringList options = isWriting ? QStringList{QStringLiteral("-w")} : QStringList();
    return run(QStringLiteral("debugfs"), options + QStringList{QStringLiteral("-R"), request, QStringLiteral("%1?offset=%2").arg(m_image).arg(m_start)});
}

void LocateBytesTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_image = m_folder->filePath(QStringLiteral("image"));
    m_files.clear();
    for (int i = 0; i < 40; ++i) {
        const QString name = QStringLiteral("/d%1/a folder/deep/er/f%2").arg(i % 7).arg(i);
        m_files.append(name);
        QVERIFY(writeFile(m_folder->filePath(QStringLiteral("tree")) + name, QByteArray(i * 8000 + 1, 'x')));
    }
    // Long enough to need blocks that tell where its blocks are.
    m_files.append(QStringLiteral("/large"));
    QVERIFY(writeFile(m_folder->filePath(QStringLiteral("tree/large")), QByteArray(5 * mebi, 'l')));
}

void LocateBytesTest::makeImage(const QStringList &options, qint64 start)
{
    m_start = start;
    QFile file(m_image);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(start + fileSystemSize + 4 * mebi));
    file.close();
    if (start > 0)
        run(QStringLiteral("sfdisk"), {QStringLiteral("-q"), m_image},
            QStringLiteral("label: dos\nstart=64,size=32768,type=da\nstart=%1,size=%2,type=83\n").arg(start / 512).arg(fileSystemSize / 512).toUtf8());
    const QStringList type = {QStringLiteral("-t"), QStringLiteral("ext4")};
    run(QStringLiteral("mke2fs"), QStringList{QStringLiteral("-q"), QStringLiteral("-F"), QStringLiteral("-E"), QStringLiteral("offset=%1").arg(start),
                                              QStringLiteral("-d"), m_folder->filePath(QStringLiteral("tree"))}
                                      + (options.contains(type.first()) ? options : type + options) + QStringList{m_image, QStringLiteral("%1k").arg(fileSystemSize / 1024)});
    const QByteArray stats = debugfs(QStringLiteral("stats -h"));
    const qsizetype at = stats.indexOf("Block size:");
    m_blockSize = stats.mid(at + 11, stats.indexOf('\n', at) - at - 11).trimmed().toLongLong();
    QVERIFY(m_blockSize >= 1024);
}

/// The image's bytes at which blocks of a file begin; with those that tell where the others are.
QList<qint64> LocateBytesTest::blocks(const QString &file)
{
    QList<qint64> offsets;
    for (const QByteArray &number : debugfs(QStringLiteral("blocks \"%1\"").arg(file)).simplified().split(' ')) {
        if (!number.isEmpty() && number != "0")
            offsets.append(m_start + number.toLongLong() * m_blockSize);
    }
    return offsets;
}

void LocateBytesTest::findsFilesByTheirBlocks_data()
{
    QTest::addColumn<QStringList>("options");
    const auto row = [](const char *name, const char *options) { QTest::newRow(name) << QString::fromLatin1(options).split(u' ', Qt::SkipEmptyParts); };
    row("as it comes", "");
    row("1 KiB blocks", "-b 1024");
    row("clusters", "-O bigalloc");
    row("ext2", "-t ext2 -b 1024");
    row("ext3, small inodes", "-t ext3 -I 128");
    row("meta_bg", "-O meta_bg,^resize_inode -b 1024 -g 1024");
}

void LocateBytesTest::findsFilesByTheirBlocks()
{
    QFETCH(QStringList, options);
    makeImage(options);

    for (const QString &file : std::as_const(m_files)) {
        const QList<qint64> offsets = blocks(file);
        QVERIFY(!offsets.isEmpty());
        for (const qint64 offset : {offsets.first(), offsets.last()}) {
            const QList<Place> places = locateBytes(m_image, offset + m_blockSize - 1, 1);
            QCOMPARE(places.size(), 1);
            QCOMPARE(places.first().partition, 2);
            QCOMPARE(places.first().paths, QStringList{file});
            QCOMPARE(places.first().text, QStringLiteral("partition 2, file ") + file);
        }
    }
    QCOMPARE(textAt(blocks(QStringLiteral("/d3/a folder/deep")).value(0)), QStringLiteral("partition 2, file /d3/a folder/deep/"));
    QCOMPARE(textAt(blocks(QStringLiteral("/")).value(0)), QStringLiteral("partition 2, file /"));
}

void LocateBytesTest::countsFilesItDoesNotName()
{
    makeImage();

    const QList<Place> places = locateBytes(m_image, fileSystemStart, fileSystemSize);

    QCOMPARE(places.size(), 1);
    QCOMPARE(places.first().paths.size(), 3);
    const qint64 folders = 2 + 7 * 4; // the root, lost+found
    QCOMPARE(places.first().morePaths, m_files.size() + folders - 3);
    QVERIFY2(places.first().text.endsWith(QStringLiteral(" and 68 more, the file system's journal, the file system's own tables")),
             qPrintable(places.first().text));
}

void LocateBytesTest::tellsFreeSpaceTablesAndJournal()
{
    makeImage();
    const QByteArray found = debugfs(QStringLiteral("ffb 1")).simplified();
    const qint64 freeBlock = found.mid(found.lastIndexOf(' ') + 1).toLongLong();
    QVERIFY(freeBlock > 0);

    QCOMPARE(textAt(m_start + freeBlock * m_blockSize), QStringLiteral("partition 2, free space"));
    QCOMPARE(textAt(m_start + 1024), QStringLiteral("partition 2, the file system's own tables"));
    QCOMPARE(textAt(m_start + m_blockSize), QStringLiteral("partition 2, the file system's own tables"));
    QCOMPARE(textAt(blocks(QStringLiteral("<8>")).value(0)), QStringLiteral("partition 2, the file system's journal"));
    QCOMPARE(textAt(blocks(QStringLiteral("<7>")).value(0)), QStringLiteral("partition 2, the file system's own tables"));
}

void LocateBytesTest::findsFileOfAttributes()
{
    makeImage();
    const QString value = m_folder->filePath(QStringLiteral("value"));
    QVERIFY(writeFile(value, QByteArray(700, 'v')));
    debugfs(QStringLiteral("ea_set -f %1 /large user.note").arg(value), true);
    const QByteArray status = debugfs(QStringLiteral("stat /large"));
    const qsizetype at = status.indexOf("File ACL: ") + 10;
    const qint64 block = status.mid(at, status.indexOf('\n', at) - at).trimmed().toLongLong();
    QVERIFY(block > 0);

    QCOMPARE(textAt(m_start + block * m_blockSize), QStringLiteral("partition 2, file /large"));
}

void LocateBytesTest::tellsBootAreaAndGaps()
{
    makeImage();

    QCOMPARE(textAt(0), QStringLiteral("the boot area"));
    QCOMPARE(locateBytes(m_image, 0, 512).first().partition, 0);
    QCOMPARE(textAt(5 * mebi), QStringLiteral("the boot area"));
    QCOMPARE(locateBytes(m_image, 5 * mebi, 512).first().partition, 1);
    QCOMPARE(textAt(0, mebi), QStringLiteral("the boot area"));
    QCOMPARE(textAt(fileSystemStart + fileSystemSize), QStringLiteral("outside of all partitions"));
    QVERIFY(textAt(fileSystemStart - 512, 4096).startsWith(QStringLiteral("the boot area; partition 2, ")));
    run(QStringLiteral("sfdisk"), {QStringLiteral("-q"), m_image}, "label: gpt\nstart=2048,size=8192\nstart=40000,size=8192\n");
    QCOMPARE(textAt(mebi), QStringLiteral("partition 1"));
    QCOMPARE(textAt(10 * mebi), QStringLiteral("outside of all partitions"));
    QCOMPARE(textAt(fileSystemStart + fileSystemSize + 4 * mebi - 512), QStringLiteral("the partition table's copy at the end"));
}

void LocateBytesTest::looksIntoImageWithoutTable()
{
    makeImage({}, 0);

    QCOMPARE(textAt(blocks(QStringLiteral("/large")).value(0)), QStringLiteral("file /large"));
    QCOMPARE(textAt(fileSystemSize + mebi), QStringLiteral("an unknown part of the image"));
}

void LocateBytesTest::showsNamesSafely()
{
    QVERIFY(writeFile(m_folder->filePath(QStringLiteral("tree/a\n\x1b[2Jb")), QByteArray(9000, 'x')));
    makeImage();
    bool isFound = false;

    for (qint64 offset = 0; offset < fileSystemSize && !isFound; offset += 4096) {
        const QString text = textAt(m_start + offset, 4096);
        QVERIFY(!text.contains(u'\n') && !text.contains(u'\x1b'));
        isFound = text.contains(QStringLiteral("/a??[2Jb"));
    }
    QVERIFY(isFound);
}

void LocateBytesTest::tellsNothingOfWhatIsNotThere()
{
    makeImage();

    QVERIFY(locateBytes(m_image + QStringLiteral(".not"), 0, 1).isEmpty());
    QVERIFY(locateBytes(m_image, fileSystemStart + fileSystemSize + 4 * mebi, 1).isEmpty());
    QVERIFY(locateBytes(m_image, -1, 10).isEmpty());
    QVERIFY(locateBytes(m_image, 0, 0).isEmpty());
    QVERIFY(!locateBytes(m_image, 1, std::numeric_limits<qint64>::max()).isEmpty());
}

void LocateBytesTest::survivesGarbage_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("with checksums") << QStringList{QStringLiteral("-b"), QStringLiteral("1024")};
    QTest::newRow("without") << QStringList{QStringLiteral("-b"), QStringLiteral("1024"), QStringLiteral("-O"), QStringLiteral("^metadata_csum,^uninit_bg")};
    QTest::newRow("ext2") << QStringList{QStringLiteral("-b"), QStringLiteral("1024"), QStringLiteral("-t"), QStringLiteral("ext2")};
}

void LocateBytesTest::readsNoFileSystemThatBeginsElsewhere_data()
{
    survivesGarbage_data();
}

void LocateBytesTest::readsNoFileSystemThatBeginsElsewhere()
{
    QFETCH(QStringList, options);
    makeImage(options, 0);
    const qint64 large = blocks(QStringLiteral("/large")).value(0);
    QCOMPARE(textAt(large), QStringLiteral("file /large"));
    QFile file(m_image);
    QVERIFY(file.open(QIODevice::ReadWrite));
    for (const char first : {'\x00', '\x02', '\xba'}) {
        QVERIFY(file.seek(1024 + 20) && file.putChar(first) && file.flush()); // the superblock's s_first_data_block
        QVERIFY(!textAt(large).contains(QLatin1String("/large")));
    }
}

/// Random bytes in what the file system is found by, its tables and its folders; all of it is gone through each time.
void LocateBytesTest::survivesGarbage()
{
    QFETCH(QStringList, options);
    makeImage(options, 0);
    QRandomGenerator random = seededGenerator();
    QFile file(m_image);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QList<ByteRange> tables = {{0, 512}, {1024, 1024}, {2048, 2048}};
    for (const QString &name : {QStringLiteral("/"), QStringLiteral("/d3"), QStringLiteral("/d3/a folder/deep"), QStringLiteral("<7>")})
        tables.append({blocks(name).value(0), 1024});
    const QByteArray stat = debugfs(QStringLiteral("imap /large"));
    const qint64 inodeBlock = stat.mid(stat.indexOf("located at block ") + 17).split(',').value(0).toLongLong();
    QVERIFY(inodeBlock > 0);
    tables.append({inodeBlock * m_blockSize - 8 * 1024, 16 * 1024});
    for (int round = 0; round < garbageRounds; ++round) {
        QList<std::pair<qint64, QByteArray>> saved;
        for (int i = 0; i <= random.bounded(8); ++i) {
            const ByteRange table = tables.at(random.bounded(int(tables.size())));
            const qint64 at = table.offset + random.bounded(table.length);
            const QByteArray garbage = randomBytes(1 + random.bounded(4), random);
            QVERIFY(file.seek(at));
            saved.prepend({at, file.read(garbage.size())});
            QVERIFY(file.seek(at) && file.write(garbage) == garbage.size());
        }
        QVERIFY(file.flush());

        QElapsedTimer clock;
        clock.start();
        textAt(random.bounded(fileSystemSize), 1 + random.bounded(fileSystemSize));
        textAt(0, fileSystemSize);
        QVERIFY2(clock.elapsed() < 20'000, qPrintable(QString::number(round)));

        for (const auto &[at, bytes] : std::as_const(saved))
            QVERIFY(file.seek(at) && file.write(bytes) == bytes.size());
        QVERIFY(file.flush());
    }
    QCOMPARE(textAt(blocks(QStringLiteral("/large")).value(0)), QStringLiteral("file /large"));
}

QTEST_GUILESS_MAIN(LocateBytesTest)
#include "tst_locatebytes.moc"
