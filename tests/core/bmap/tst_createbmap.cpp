// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/process.h"
#include "core/base/sha256.h"
#include "core/bmap/bmap.h"
#include "core/bmap/neededranges.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>

using namespace coffer;

namespace {

constexpr qint64 kibi = 1024;
constexpr qint64 mebi = 1024 * kibi;

/// An MBR with Linux partitions, each given by its start and size in bytes.
QByteArray mbr(const QList<std::pair<qint64, qint64>> &partitions)
{
    QByteArray sector(512, '\0');
    for (int i = 0; i < partitions.size(); ++i) {
        const quint32 start = quint32(partitions[i].first / 512);
        const quint32 size = quint32(partitions[i].second / 512);
        char *entry = sector.data() + 446 + 16 * i;
        entry[4] = char(0x83);
        std::memcpy(entry + 8, &start, 4);
        std::memcpy(entry + 12, &size, 4);
    }
    sector[510] = char(0x55);
    sector[511] = char(0xaa);
    return sector;
}

bool covers(const Bmap &map, qint64 offset, qint64 length)
{
    return std::any_of(map.ranges.begin(), map.ranges.end(), [&](const BmapRange &range) {
        return range.first * map.blockSize <= offset && (range.last + 1) * map.blockSize >= offset + length;
    });
}

} // namespace

class CreateBmapTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void mapsDataAndSkipsZeros();
    void mapsWhatIsAskedForAlways();
    void joinsAcrossChunks();
    void shortensLastBlock();
    void givesTheSameForHolesAndZeros();
    void mapsBootLoadersRoom();
    void mapsUpToFirstPartition();
    void mapsSignatureAreas();
    void mapsExt4BlocksInUse_data();
    void mapsExt4BlocksInUse();
    void mapsAllOfDamagedExt4();
    void mapsLargeSparseImageFast();
    void refusesAbsentAndEmpty();
    void stopsWhenCancelled();

private:
    void write(qint64 offset, const QByteArray &data);
    void make(qint64 size);
    Bmap map(const QList<std::pair<qint64, qint64>> &always = {});
    void run(const QString &program, const QStringList &arguments);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    Progress m_progress;
};

void CreateBmapTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("image"));
}

void CreateBmapTest::make(qint64 size)
{
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(size));
}

void CreateBmapTest::write(qint64 offset, const QByteArray &data)
{
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(offset) && file.write(data) == data.size());
}

Bmap CreateBmapTest::map(const QList<std::pair<qint64, qint64>> &always)
{
    const Result<Bmap> created = createBmap(m_path, always, m_progress);
    return created ? *created : Bmap();
}

void CreateBmapTest::run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(findProgram(program), arguments);
    QVERIFY2(process.waitForFinished() && process.exitCode() == 0, process.readAllStandardError().constData());
}

void CreateBmapTest::mapsDataAndSkipsZeros()
{
    make(10 * mebi);
    write(0, "start");
    write(5 * 4096 + 4095, "across two blocks");

    const Bmap created = map();

    QCOMPARE(created.ranges.size(), 2);
    QCOMPARE(created.ranges[0].last, 0);
    QCOMPARE(created.ranges[0].checksum, sha256Hex("start" + QByteArray(4091, '\0')));
    QCOMPARE(created.ranges[1].first, 5);
    QCOMPARE(created.ranges[1].last, 6);
    QVERIFY(created.isChecksummed());
}

void CreateBmapTest::mapsWhatIsAskedForAlways()
{
    make(10 * mebi);
    write(3 * mebi, "data");

    const Bmap created = map({{5 * mebi, 4096}, {mebi - 1, 2}, {mebi, 8192}, {10 * mebi - 1, 4096}, {20 * mebi, 1}, {7, 0}});

    QCOMPARE(created.ranges.size(), 4);
    QCOMPARE(created.ranges[0].first, mebi / 4096 - 1);
    QCOMPARE(created.ranges[0].last, mebi / 4096 + 1);
    QCOMPARE(created.ranges[0].checksum, sha256Hex(QByteArray(3 * 4096, '\0')));
    QCOMPARE(created.ranges[2].checksum, sha256Hex(QByteArray(4096, '\0')));
    QCOMPARE(created.ranges[3].last, created.blockCount() - 1);
}

void CreateBmapTest::joinsAcrossChunks()
{
    const QByteArray data(3 * mebi, 'x');
    make(8 * mebi);
    write(mebi / 2, data);

    const Bmap created = map();

    QCOMPARE(created.ranges.size(), 1);
    QCOMPARE(created.ranges[0].checksum, sha256Hex(data));
}

void CreateBmapTest::shortensLastBlock()
{
    make(mebi + 100);
    write(mebi + 50, "end");

    const Bmap created = map();

    QCOMPARE(created.ranges.size(), 1);
    QCOMPARE(created.mappedBytes(), 100);
    QCOMPARE(created.ranges[0].checksum, sha256Hex(QByteArray(50, '\0') + "end" + QByteArray(47, '\0')));
}

void CreateBmapTest::givesTheSameForHolesAndZeros()
{
    make(16 * mebi);
    write(2 * mebi, "a");
    write(9 * mebi, "b");
    const QByteArray withHoles = formatBmap(map());

    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray all = file.readAll();
    QVERIFY(file.resize(0) && file.seek(0) && file.write(all) == all.size());
    file.close();
    const QByteArray written = formatBmap(map());

    QFile again(m_path);
    QVERIFY(again.open(QIODevice::ReadWrite) && again.resize(0) && again.flush());
    QCOMPARE(::posix_fallocate(again.handle(), 0, 16 * mebi), 0); // allocated, never written
    again.close();
    write(2 * mebi, "a");
    write(9 * mebi, "b");

    QCOMPARE(written, withHoles);
    QCOMPARE(formatBmap(map()), withHoles);
}

void CreateBmapTest::mapsBootLoadersRoom()
{
    make(64 * mebi);
    write(0, mbr({{32 * kibi, 16 * mebi}, {17 * mebi, 40 * mebi}}));

    const Bmap created = map();

    QCOMPARE(created.ranges[0].first, 0);
    QCOMPARE(created.ranges[0].last, (32 * kibi + 16 * mebi) / 4096 - 1);
}

void CreateBmapTest::mapsUpToFirstPartition()
{
    make(64 * mebi);
    write(0, mbr({{4 * mebi, 20 * mebi}}));

    const Bmap created = map();

    QCOMPARE(created.ranges.size(), 1);
    QCOMPARE(created.ranges[0].last, (4 * mebi + 256 * kibi) / 4096 - 1);
}

void CreateBmapTest::mapsSignatureAreas()
{
    make(64 * mebi);
    write(0, mbr({{mebi, 20 * mebi}, {30 * mebi, 20 * mebi}}));

    QVERIFY(covers(map(), 30 * mebi, 256 * kibi));
}

void CreateBmapTest::mapsExt4BlocksInUse_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<qint64>("offset");
    QTest::newRow("4 KiB blocks") << QStringList{QStringLiteral("-b"), QStringLiteral("4096")} << 4 * mebi;
    QTest::newRow("1 KiB blocks") << QStringList{QStringLiteral("-b"), QStringLiteral("1024")} << 4 * mebi;
    QTest::newRow("clusters") << QStringList{QStringLiteral("-O"), QStringLiteral("bigalloc")} << 4 * mebi;
    QTest::newRow("no partitions") << QStringList{} << qint64(0);
}

void CreateBmapTest::mapsExt4BlocksInUse()
{
    QFETCH(QStringList, options);
    QFETCH(qint64, offset);
    const qint64 size = 64 * mebi;
    make(offset + size);
    if (offset > 0)
        write(0, mbr({{offset, size}}));
    run(QStringLiteral("mke2fs"),
        QStringList{QStringLiteral("-q"), QStringLiteral("-F"), QStringLiteral("-t"), QStringLiteral("ext4"),
                    QStringLiteral("-E"), QStringLiteral("offset=%1").arg(offset)}
            + options + QStringList{m_path, QStringLiteral("%1k").arg(size / kibi)});

    // What the file system itself tells to be free must be all that is not in the list.
    QProcess dump;
    const QString image = offset > 0 ? m_path + QStringLiteral("?offset=%1").arg(offset) : m_path;
    dump.start(findProgram(QStringLiteral("debugfs")), {QStringLiteral("-R"), QStringLiteral("show_super_stats -h"), image});
    QVERIFY(dump.waitForFinished() && dump.exitCode() == 0);
    qint64 free = 0;
    qint64 blockSize = 0;
    qint64 blocks = 0;
    qint64 firstBlock = 0; // what is before it is not counted
    for (const QByteArray &line : dump.readAllStandardOutput().split('\n')) {
        const qint64 value = line.mid(line.indexOf(':') + 1).trimmed().toLongLong();
        if (line.startsWith("Free blocks:"))
            free = value;
        if (line.startsWith("Block size:"))
            blockSize = value;
        if (line.startsWith("Block count:"))
            blocks = value;
        if (line.startsWith("First block:"))
            firstBlock = value;
    }
    QVERIFY(blocks > free && free > 0 && blockSize > 0);
    const std::optional<QList<ByteRange>> used = ext4Blocks(m_path, offset, size);
    QVERIFY(used);
    qint64 sum = 0;
    for (const ByteRange &range : *used)
        sum += range.length;
    QCOMPARE(sum, (blocks - firstBlock - free) * blockSize);

    const Bmap created = map();
    for (const ByteRange &range : *used)
        QVERIFY(covers(created, range.offset, range.length));
    QVERIFY(created.mappedBytes() < offset + size / 2);
}

void CreateBmapTest::mapsAllOfDamagedExt4()
{
    make(64 * mebi);
    run(QStringLiteral("mke2fs"), {QStringLiteral("-q"), QStringLiteral("-F"), QStringLiteral("-t"), QStringLiteral("ext4"),
                                   QStringLiteral("-b"), QStringLiteral("4096"), m_path});
    write(4096, QByteArray(4096, '\x5a')); // group descriptors

    QCOMPARE(map().mappedBytes(), 64 * mebi);
}

void CreateBmapTest::mapsLargeSparseImageFast()
{
    const qint64 size = (qint64(2) << 40) + 4096;
    make(size);
    write(size - 1, "x");
    write((qint64(5) << 30) + 1, "y");

    const Bmap created = map({{qint64(1) << 40, 1}});

    QCOMPARE(created.ranges.size(), 3);
    QCOMPARE(created.ranges[2].last, created.blockCount() - 1);
}

void CreateBmapTest::refusesAbsentAndEmpty()
{
    QCOMPARE(createBmap(m_path, {}, m_progress).error().code, Errc::NotFound);
    make(0);
    QCOMPARE(createBmap(m_path, {}, m_progress).error().code, Errc::InvalidInput);
}

void CreateBmapTest::stopsWhenCancelled()
{
    make(10 * mebi);
    const CancelToken cancel;
    Progress progress([&](const ProgressEvent &) { cancel.cancel(); }, cancel);

    QCOMPARE(createBmap(m_path, {}, progress).error().code, Errc::Cancelled);
}

QTEST_GUILESS_MAIN(CreateBmapTest)
#include "tst_createbmap.moc"
