// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/process.h"
#include "core/flash/filetarget.h"
#include "core/flash/flash.h"
#include "core/flash/imagesource.h"
#include "support/random.h"

#include <QDir>
#include <QDirIterator>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

namespace {

constexpr qint64 mebi = 1 << 20;
constexpr qint64 partitionStart = 17 * mebi;
constexpr qint64 fileSystemSize = 40 * mebi;

/// The partition table of a cluster image: the boot loader's room and the root file system.
QByteArray partitionTable()
{
    QByteArray sector(512, '\0');
    const std::pair<quint32, quint32> places[] = {{64, 32768}, {partitionStart / 512, fileSystemSize / 512}};
    for (int i = 0; i < 2; ++i) {
        char *entry = sector.data() + 446 + 16 * i;
        entry[4] = char(0x83);
        std::memcpy(entry + 8, &places[i].first, 4);
        std::memcpy(entry + 12, &places[i].second, 4);
    }
    return sector.replace(510, 2, "\x55\xaa");
}

/// Names of the files below a folder with what is in them.
QMap<QString, QByteArray> tree(const QString &folder)
{
    QMap<QString, QByteArray> files;
    QDirIterator all(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QString path = all.next();
        files.insert(path.mid(folder.size()), readFile(path, mebi).value_or(QByteArray("unreadable")));
    }
    return files;
}

} // namespace

/// A card full of old data must be as good as a fresh one.
class UsedCardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void holdsSoundFileSystem_data();
    void holdsSoundFileSystem();
    void keepsDeletedFilesOffTheCard();
    void wouldNotWithDataAlone();

private:
    int run(const QString &program, const QStringList &arguments, int secondsAtMost = 60);
    void makeImage(const QStringList &options, bool isUsed = false);
    void flash(const QString &card, const Bmap &map);
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QString fileSystem(const QString &card) const { return card + QStringLiteral("?offset=%1").arg(partitionStart); }

    QTemporaryDir m_folder;
    QRandomGenerator m_random;
    QByteArray m_oldCard;
    Progress m_progress;
};

int UsedCardTest::run(const QString &program, const QStringList &arguments, int secondsAtMost)
{
    QProcess process;
    process.start(findProgram(program), arguments);
    const bool ended = process.waitForFinished(secondsAtMost * 1000);
    return ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
}

void UsedCardTest::initTestCase()
{
    m_random = seededGenerator();
    m_oldCard = randomBytes(partitionStart + fileSystemSize + 20 * mebi, m_random);
    for (int i = 0; i < 300; ++i) {
        const QByteArray data = i % 10 == 0 ? QByteArray(i * 100, '\0') : randomBytes(m_random.bounded(80000), m_random);
        QVERIFY(writeFile(path("tree") + QStringLiteral("/d%1/f%2").arg(i % 20).arg(i), data));
    }
}

/// An image, all of whose blocks hold old data at first if it is a used one.
void UsedCardTest::makeImage(const QStringList &options, bool isUsed)
{
    QFile image(path("image"));
    QVERIFY(image.open(QIODevice::WriteOnly | QIODevice::Truncate) && image.write(partitionTable()) == 512
            && image.resize(partitionStart));
    QVERIFY(image.seek(partitionStart)
            && (!isUsed || image.write(QByteArray("deleted ").repeated(fileSystemSize / 8)) == fileSystemSize)
            && image.resize(partitionStart + fileSystemSize));
    image.close();
    const QStringList type = {QStringLiteral("-t"), QStringLiteral("ext4")};
    QCOMPARE(run(QStringLiteral("mke2fs"),
                 QStringList{QStringLiteral("-q"), QStringLiteral("-F"), QStringLiteral("-E"),
                             QStringLiteral("nodiscard,lazy_itable_init=0,lazy_journal_init=0,offset=%1").arg(partitionStart),
                             QStringLiteral("-d"), path("tree")}
                     + (options.contains(type.first()) ? options : type + options)
                     + QStringList{path("image"), QStringLiteral("%1k").arg(fileSystemSize / 1024)}), 0);
}

void UsedCardTest::flash(const QString &card, const Bmap &map)
{
    QVERIFY(writeFile(card, m_oldCard));
    const Result<std::unique_ptr<BlockTarget>> target = openFileTarget(card, map.imageSize);
    QVERIFY(target);
    const ImageSource source{path("image"), map, true, Compression::None};
    QVERIFY(flashCard(source, **target, m_progress));
    QVERIFY(verifyImage(source, **target, m_progress));
}

void UsedCardTest::holdsSoundFileSystem_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<bool>("isUsed");
    // Without the flags that let e2fsck pass over inode tables which were never written to.
    QTest::newRow("all tables count") << QStringLiteral("-O ^metadata_csum,^uninit_bg") << false;
    QTest::newRow("as it comes") << QString() << false;
    QTest::newRow("old data, no checksums") << QStringLiteral("-O ^metadata_csum,^uninit_bg") << true;
    QTest::newRow("old data, 1 KiB blocks") << QStringLiteral("-b 1024") << true;
    QTest::newRow("old data, clusters") << QStringLiteral("-O bigalloc -C 16384") << true;
    QTest::newRow("old data, 64 bits") << QStringLiteral("-O 64bit -b 4096") << true;
    QTest::newRow("old data, meta_bg") << QStringLiteral("-O meta_bg,^resize_inode -b 1024 -g 2048") << true;
    QTest::newRow("old data, groups never written to") << QStringLiteral("-O flex_bg,uninit_bg,^metadata_csum -b 1024") << true;
    QTest::newRow("old data, ext2") << QStringLiteral("-t ext2 -b 1024") << true;
    QTest::newRow("old data, two backups of the superblock") << QStringLiteral("-O sparse_super2,^resize_inode -b 4096") << true;
}

void UsedCardTest::holdsSoundFileSystem()
{
    QFETCH(QString, options);
    QFETCH(bool, isUsed);
    makeImage(options.split(u' ', Qt::SkipEmptyParts), isUsed);
    const Result<Bmap> map = createBmap(path("image"), {}, m_progress);
    QVERIFY2(map, qPrintable(map ? QString() : map.error().message));
    QVERIFY(map->mappedBytes() < 17 * mebi + fileSystemSize * 3 / 4);

    flash(path("card"), *map);

    QCOMPARE(run(QStringLiteral("e2fsck"), {QStringLiteral("-fn"), fileSystem(path("card"))}), 0);
    QVERIFY(QDir(path("found")).removeRecursively() && makeDirectory(path("found")));
    QCOMPARE(run(QStringLiteral("debugfs"), {QStringLiteral("-R"), QStringLiteral("rdump / ") + path("found"), fileSystem(path("card"))}), 0);
    QCOMPARE(tree(path("found")), tree(path("tree")));
    const QByteArray bootArea = readFile(path("card"), 128 * mebi)->first(16 * mebi);
    QVERIFY(bootArea == readFile(path("image"), 128 * mebi)->first(16 * mebi));
}

void UsedCardTest::keepsDeletedFilesOffTheCard()
{
    makeImage({QStringLiteral("-b"), QStringLiteral("4096")}, true);
    const QByteArray remains = QByteArray("deleted ").repeated(512);
    QVERIFY(readFile(path("image"), 128 * mebi)->contains(remains));
    const Result<Bmap> map = createBmap(path("image"), {}, m_progress);
    QVERIFY(map);

    flash(path("card"), *map);

    // The first 256 KiB are mapped for their signatures.
    QVERIFY(!readFile(path("card"), 128 * mebi)->mid(partitionStart + 256 * 1024).contains(remains));
}

/// Proves that holdsSoundFileSystem() can fail: a map of what is not zero is no map of what is needed.
void UsedCardTest::wouldNotWithDataAlone()
{
    makeImage({QStringLiteral("-O"), QStringLiteral("^metadata_csum,^uninit_bg")});
    const QByteArray image = *readFile(path("image"), 128 * mebi);
    Bmap map;
    map.imageSize = image.size();
    for (qint64 block = 0; block < map.blockCount(); ++block) {
        if (QByteArrayView(image).sliced(block * 4096, 4096).count('\0') != 4096)
            map.ranges.append({block, block, {}});
    }

    flash(path("card2"), map);

    QVERIFY(run(QStringLiteral("e2fsck"), {QStringLiteral("-fn"), fileSystem(path("card2"))}) != 0);
}

QTEST_GUILESS_MAIN(UsedCardTest)
#include "tst_usedcard.moc"
