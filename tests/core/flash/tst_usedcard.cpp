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
constexpr qint64 fileSystemSize = 96 * mebi;

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
        files.insert(path.mid(folder.size()), readFile(path).value_or(QByteArray("unreadable")));
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
    void holdsSoundFileSystem();
    void wouldNotWithDataAlone();

private:
    int run(const QString &program, const QStringList &arguments, int secondsAtMost = 60);
    void flash(const QString &card, const Bmap &map);
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QString fileSystem(const QString &card) const { return card + QStringLiteral("?offset=%1").arg(partitionStart); }

    QTemporaryDir m_folder;
    QRandomGenerator m_random;
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
    for (int i = 0; i < 300; ++i) {
        const QByteArray data = i % 10 == 0 ? QByteArray(i * 100, '\0') : randomBytes(m_random.bounded(100000), m_random);
        QVERIFY(writeFile(path("tree") + QStringLiteral("/d%1/f%2").arg(i % 20).arg(i), data));
    }
    QFile image(path("image"));
    QVERIFY(image.open(QIODevice::WriteOnly) && image.write(partitionTable()) == 512
            && image.resize(partitionStart + fileSystemSize));
    image.close();
    // Without the flags that let e2fsck pass over inode tables which were never written to.
    QCOMPARE(run(QStringLiteral("mke2fs"),
                 {QStringLiteral("-q"), QStringLiteral("-F"), QStringLiteral("-t"), QStringLiteral("ext4"),
                  QStringLiteral("-O"), QStringLiteral("^metadata_csum,^uninit_bg"),
                  QStringLiteral("-E"), QStringLiteral("offset=%1").arg(partitionStart),
                  QStringLiteral("-d"), path("tree"), path("image"), QStringLiteral("%1k").arg(fileSystemSize / 1024)}), 0);
}

void UsedCardTest::flash(const QString &card, const Bmap &map)
{
    QVERIFY(writeFile(card, randomBytes(partitionStart + fileSystemSize + 20 * mebi, m_random)));
    const Result<std::unique_ptr<BlockTarget>> target = openFileTarget(card, map.imageSize);
    QVERIFY(target);
    const ImageSource source{path("image"), map, true, Compression::None};
    QVERIFY(flashCard(source, **target, m_progress));
    QVERIFY(verifyImage(source, **target, m_progress));
}

void UsedCardTest::holdsSoundFileSystem()
{
    const Result<Bmap> map = createBmap(path("image"), {}, m_progress);
    QVERIFY2(map, qPrintable(map ? QString() : map.error().message));
    QVERIFY(map->mappedBytes() < 17 * mebi + fileSystemSize * 3 / 4);

    flash(path("card"), *map);

    QCOMPARE(run(QStringLiteral("e2fsck"), {QStringLiteral("-fn"), fileSystem(path("card"))}), 0);
    QVERIFY(makeDirectory(path("found")));
    QCOMPARE(run(QStringLiteral("debugfs"), {QStringLiteral("-R"), QStringLiteral("rdump / ") + path("found"), fileSystem(path("card"))}), 0);
    QCOMPARE(tree(path("found")), tree(path("tree")));
    const QByteArray bootArea = readFile(path("card"), 512 * mebi)->first(16 * mebi);
    QVERIFY(bootArea == readFile(path("image"), 512 * mebi)->first(16 * mebi));
}

/// Proves that the test above can fail: a map of what is not zero is no map of what is needed.
void UsedCardTest::wouldNotWithDataAlone()
{
    const QByteArray image = *readFile(path("image"), 512 * mebi);
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
