// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/process.h"
#include "core/base/sha256.h"
#include "core/bmap/bmap.h"
#include "core/bmap/ext4blocks.h"
#include "support/random.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <numeric>

#include <fcntl.h>
#include <unistd.h>

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

/// How many of the bytes are in blocks that are mapped.
qint64 mappedOf(const Bmap &map, qint64 offset, qint64 length)
{
    qint64 sum = 0;
    for (const BmapRange &range : map.ranges)
        sum += common({offset, length}, {map.offset(range), map.length(range)}).length;
    return sum;
}

bool covers(const Bmap &map, qint64 offset, qint64 length)
{
    return mappedOf(map, offset, length) == length;
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
    void endsRangesAtWindows();
    void shortensLastBlock();
    void givesTheSameForHolesAndZeros();
    void mapsBootLoadersRoom();
    void mapsUpToFirstPartition();
    void mapsSignatureAreas();
    void mapsGptsCopyAtTheEnd();
    void mapsExt4BlocksInUse_data();
    void mapsExt4BlocksInUse();
    void leavesOutWhatExt4HasFree();
    void keepsFreeExt4BlocksOfOthers();
    void mapsDataBehindExt4();
    void looksInsideEachPartition();
    void mapsAllOfUnsoundExt4_data();
    void mapsAllOfUnsoundExt4();
    void readsTheSameCachedOrNot();
    void mapsLargeSparseImageFast();
    void refusesAbsentAndEmpty();
    void stopsWhenCancelled();

private:
    void write(qint64 offset, const QByteArray &data);
    void make(qint64 size);
    Bmap map(const QList<std::pair<qint64, qint64>> &always = {});
    void run(const QString &program, const QStringList &arguments, const QByteArray &input = {});
    void makeExt4(qint64 offset, qint64 size, const QStringList &options = {});
    void forget();

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

void CreateBmapTest::run(const QString &program, const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.start(findProgram(program), arguments);
    process.write(input);
    process.closeWriteChannel();
    QVERIFY2(process.waitForFinished() && process.exitCode() == 0, process.readAllStandardError().constData());
}

/// A file system that leaves what is there as it is, in blocks it has no use for.
void CreateBmapTest::makeExt4(qint64 offset, qint64 size, const QStringList &options)
{
    const QStringList type = {QStringLiteral("-t"), QStringLiteral("ext4")};
    run(QStringLiteral("mke2fs"),
        QStringList{QStringLiteral("-q"), QStringLiteral("-F"), QStringLiteral("-E"), QStringLiteral("nodiscard,offset=%1").arg(offset)}
            + (options.contains(type.first()) ? options : type + options) + QStringList{m_path, QStringLiteral("%1k").arg(size / kibi)});
}

/// Takes the image out of the system's cache.
void CreateBmapTest::forget()
{
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadOnly) && ::fsync(file.handle()) == 0
            && ::posix_fadvise(file.handle(), 0, 0, POSIX_FADV_DONTNEED) == 0);
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

void CreateBmapTest::endsRangesAtWindows()
{
    const QByteArray data(8 * mebi, 'x');
    make(16 * mebi);
    write(2 * mebi, data);

    const Bmap created = map();

    QCOMPARE(created.ranges.size(), 3);
    QCOMPARE(created.ranges[0].last, 4 * mebi / 4096 - 1);
    QCOMPARE(created.ranges[0].checksum, sha256Hex(data.first(2 * mebi)));
    QCOMPARE(created.ranges[1].first, 4 * mebi / 4096);
    QCOMPARE(created.ranges[1].checksum, sha256Hex(data.first(4 * mebi)));
    QCOMPARE(created.ranges[2].last, 10 * mebi / 4096 - 1);
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

    QVERIFY(covers(created, 0, 32 * kibi + 16 * mebi));
    QVERIFY(covers(created, 17 * mebi, 256 * kibi));
    QCOMPARE(created.mappedBytes(), 32 * kibi + 16 * mebi + 256 * kibi);
}

void CreateBmapTest::mapsUpToFirstPartition()
{
    make(64 * mebi);
    write(0, mbr({{4 * mebi, 20 * mebi}}));

    const Bmap created = map();

    QVERIFY(covers(created, 0, 4 * mebi + 256 * kibi));
    QCOMPARE(created.mappedBytes(), 4 * mebi + 256 * kibi);
}

void CreateBmapTest::mapsSignatureAreas()
{
    make(64 * mebi);
    write(0, mbr({{mebi, 20 * mebi}, {30 * mebi, 20 * mebi}}));

    QVERIFY(covers(map(), 30 * mebi, 256 * kibi));
}

void CreateBmapTest::mapsGptsCopyAtTheEnd()
{
    make(64 * mebi);
    run(QStringLiteral("sfdisk"), {QStringLiteral("-q"), m_path}, "label: gpt\nstart=2048,size=126976\n");

    const Bmap created = map();

    QVERIFY(covers(created, 64 * mebi - 33 * 512, 33 * 512)); // 32 sectors of entries, mostly zeros, and the header
    QCOMPARE(created.mappedBytes(), mebi + 256 * kibi + mebi);
}

void CreateBmapTest::mapsExt4BlocksInUse_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<qint64>("offset");
    QTest::newRow("4 KiB blocks") << QStringList{QStringLiteral("-b"), QStringLiteral("4096")} << 4 * mebi;
    QTest::newRow("1 KiB blocks") << QStringList{QStringLiteral("-b"), QStringLiteral("1024")} << 4 * mebi;
    QTest::newRow("clusters") << QStringList{QStringLiteral("-O"), QStringLiteral("bigalloc")} << 4 * mebi;
    QTest::newRow("64 bits") << QStringList{QStringLiteral("-O"), QStringLiteral("64bit")} << 4 * mebi;
    QTest::newRow("not 64 bits") << QStringList{QStringLiteral("-O"), QStringLiteral("^64bit")} << 4 * mebi;
    QTest::newRow("meta_bg") << QStringList{QStringLiteral("-b"), QStringLiteral("1024"), QStringLiteral("-g"), QStringLiteral("1024"),
                                            QStringLiteral("-O"), QStringLiteral("meta_bg,^resize_inode")} << 4 * mebi;
    QTest::newRow("groups never written to") << QStringList{QStringLiteral("-b"), QStringLiteral("1024"), QStringLiteral("-O"),
                                                            QStringLiteral("flex_bg,uninit_bg,^metadata_csum")} << 4 * mebi;
    QTest::newRow("ext2") << QStringList{QStringLiteral("-t"), QStringLiteral("ext2")} << 4 * mebi;
    QTest::newRow("odd sector") << QStringList{} << 4 * mebi + 512;
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
    makeExt4(offset, size, options);

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
    const std::optional<Ext4Use> use = ext4Blocks(m_path, {offset, size});
    QVERIFY(use);
    const auto sumOf = [](const QList<ByteRange> &ranges) {
        return std::accumulate(ranges.begin(), ranges.end(), qint64(0), [](qint64 sum, const ByteRange &range) { return sum + range.length; });
    };
    QCOMPARE(sumOf(use->used), (blocks - firstBlock - free) * blockSize);
    QCOMPARE(sumOf(use->free), free * blockSize);

    const Bmap created = map();
    for (const ByteRange &range : use->used)
        QVERIFY(covers(created, range.offset, range.length));
    QVERIFY(created.mappedBytes() < offset + size / 2);
}

void CreateBmapTest::leavesOutWhatExt4HasFree()
{
    make(4 * mebi);
    write(4 * mebi, QByteArray("secret  ").repeated(8 * mebi)); // 64 MiB
    write(0, mbr({{4 * mebi, 64 * mebi}}));
    makeExt4(4 * mebi, 64 * mebi, {QStringLiteral("-b"), QStringLiteral("4096")});
    const Ext4Use use = ext4Blocks(m_path, {4 * mebi, 64 * mebi}).value_or(Ext4Use());

    const Bmap created = map();

    QVERIFY(!use.free.isEmpty());
    for (const ByteRange &range : use.used)
        QVERIFY(covers(created, range.offset, range.length));
    for (const ByteRange &range : use.free) {
        const ByteRange behindSignatures = common(range, {4 * mebi + 256 * kibi, 64 * mebi});
        QCOMPARE(mappedOf(created, behindSignatures.offset, behindSignatures.length), 0);
    }
}

/// Two partitions over each other: what one has free is not free for the other.
void CreateBmapTest::keepsFreeExt4BlocksOfOthers()
{
    make(4 * mebi);
    write(4 * mebi, QByteArray(64 * mebi, 'x'));
    write(0, mbr({{4 * mebi, 64 * mebi}, {20 * mebi, 8 * mebi}}));
    makeExt4(4 * mebi, 64 * mebi);

    QVERIFY(map().mappedBytes() > 67 * mebi); // mke2fs writes zeros over old signatures at the end
}

void CreateBmapTest::mapsDataBehindExt4()
{
    make(4 * mebi);
    write(4 * mebi, QByteArray(64 * mebi, 'x'));
    write(0, mbr({{4 * mebi, 60 * mebi}}));
    makeExt4(4 * mebi, 40 * mebi);

    const Bmap created = map();

    QVERIFY(covers(created, 44 * mebi, 24 * mebi));
    QVERIFY(mappedOf(created, 4 * mebi, 40 * mebi) < 20 * mebi);
}

void CreateBmapTest::looksInsideEachPartition()
{
    make(128 * mebi);
    for (const qint64 offset : {4 * mebi, 40 * mebi, 80 * mebi})
        write(offset, QByteArray(32 * mebi, 'x'));
    write(0, mbr({{4 * mebi, 32 * mebi}, {40 * mebi, 32 * mebi}, {80 * mebi, 32 * mebi}}));
    makeExt4(4 * mebi, 32 * mebi);
    makeExt4(80 * mebi, 32 * mebi, {QStringLiteral("-b"), QStringLiteral("1024")});
    write(120 * mebi + 5000, "between"); // in no partition

    const Bmap created = map();

    QVERIFY(mappedOf(created, 4 * mebi, 32 * mebi) < 16 * mebi);
    QVERIFY(covers(created, 40 * mebi, 32 * mebi)); // nobody knows what it is
    QVERIFY(mappedOf(created, 80 * mebi, 32 * mebi) < 16 * mebi);
    QCOMPARE(mappedOf(created, 112 * mebi, 16 * mebi), 4096);
}

void CreateBmapTest::mapsAllOfUnsoundExt4_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<qint64>("damagedAt");
    QTest::addColumn<QByteArray>("damage");
    QTest::addColumn<QString>("request"); // of debugfs
    const QStringList plain = {QStringLiteral("-b"), QStringLiteral("4096"), QStringLiteral("-O"), QStringLiteral("^metadata_csum,^uninit_bg,^flex_bg,^resize_inode")};
    const QStringList checked = {QStringLiteral("-b"), QStringLiteral("4096"), QStringLiteral("-O"), QStringLiteral("metadata_csum,^flex_bg,^resize_inode")};
    // Block 0 superblock, 1 group descriptors, 2 block bitmap.
    QTest::newRow("superblock") << checked << qint64(1024 + 0x10) << QByteArray(4, '\x11') << QString();
    QTest::newRow("group descriptors") << checked << qint64(4096) << QByteArray(4096, '\x5a') << QString();
    QTest::newRow("block bitmap") << checked << qint64(2 * 4096 + 100) << QByteArray(1, '\x5a') << QString();
    QTest::newRow("group descriptors without checksums") << plain << qint64(4096) << QByteArray(4096, '\x5a') << QString();
    QTest::newRow("block bitmap without checksums") << plain << qint64(2 * 4096) << QByteArray(100, '\0') << QString();
    QTest::newRow("more blocks than room") << plain << qint64(1024 + 4) << QByteArray(4, '\x7f') << QString();
    QTest::newRow("tiny groups") << plain << qint64(1024 + 0x20) << QByteArray("\x8\0\0\0", 4) << QString();
    QTest::newRow("blocks of a size that is none") << plain << qint64(1024 + 0x18) << QByteArray(4, '\x7f') << QString();
    QTest::newRow("journal not replayed") << checked << qint64(0) << QByteArray() << QStringLiteral("feature needs_recovery");
    QTest::newRow("not unmounted") << plain << qint64(0) << QByteArray() << QStringLiteral("ssv state 0");
    QTest::newRow("errors noted") << plain << qint64(0) << QByteArray() << QStringLiteral("ssv state 3");
    QTest::newRow("feature of the future") << plain << qint64(1024 + 0x60) << QByteArray("\0\0\0\x40", 4) << QString();
    QTest::newRow("read-only feature of the future") << plain << qint64(1024 + 0x64) << QByteArray("\0\0\0\x40", 4) << QString();
}

void CreateBmapTest::mapsAllOfUnsoundExt4()
{
    QFETCH(QStringList, options);
    QFETCH(qint64, damagedAt);
    QFETCH(QByteArray, damage);
    QFETCH(QString, request);
    make(64 * mebi);
    makeExt4(0, 64 * mebi, options);
    QVERIFY(map().mappedBytes() < 32 * mebi);

    write(damagedAt, damage);
    if (!request.isEmpty())
        run(QStringLiteral("debugfs"), {QStringLiteral("-w"), QStringLiteral("-R"), request, m_path});

    QCOMPARE(map().mappedBytes(), 64 * mebi);
}

void CreateBmapTest::readsTheSameCachedOrNot()
{
    QRandomGenerator random = seededGenerator();
    make(96 * mebi + 1234);
    write(0, mbr({{mebi, 32 * mebi}, {40 * mebi, 32 * mebi}}));
    write(40 * mebi, QByteArray(32 * mebi, 'x'));
    makeExt4(40 * mebi, 32 * mebi);
    for (int i = 0; i < 40; ++i)
        write(random.bounded(40 * mebi), randomBytes(random.bounded(300000), random));
    write(0, mbr({{mebi, 32 * mebi}, {40 * mebi, 32 * mebi}}));
    write(96 * mebi + 1000, "end");

    const QByteArray fresh = formatBmap(map());
    forget();
    const QByteArray cold = formatBmap(map());
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray all = file.readAll();
    const QByteArray cached = formatBmap(map());
    QVERIFY(file.resize(0) && file.seek(0) && file.write(all) == all.size() && file.flush());
    const QByteArray withoutHoles = formatBmap(map());
    forget();

    QVERIFY(all.size() == 96 * mebi + 1234);
    QCOMPARE(cold, fresh);
    QCOMPARE(cached, fresh);
    QCOMPARE(withoutHoles, fresh);
    QCOMPARE(formatBmap(map()), fresh);
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
