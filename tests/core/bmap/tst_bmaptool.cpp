// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/bmap/bmap.h"
#include "core/bmap/rangehash.h"
#include "support/random.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

/// Ours and the tool that others use must take each other's maps.
class BmaptoolTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsItsMaps();
    void makesMapsItTakes();
    void makesMapsItChecks();

private:
    int bmaptool(const QStringList &arguments);
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    QTemporaryDir m_folder;
    QByteArray m_image;
    Progress m_progress;
};

int BmaptoolTest::bmaptool(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QStringLiteral("bmaptool"), arguments);
    return process.waitForFinished() ? process.exitCode() : -1;
}

void BmaptoolTest::initTestCase()
{
    QRandomGenerator random = seededGenerator();
    m_image = QByteArray(8 << 20, '\0');
    for (const qint64 offset : {0, 70000, 1 << 20, 3000000, 5000000})
        m_image.replace(offset, 100000, randomBytes(100000, random));
    m_image.append("a short last block");
    QFile file(path("image"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (qint64 offset = 0; offset < m_image.size(); offset += 4096) {
        const QByteArray block = m_image.mid(offset, 4096);
        QVERIFY(file.seek(offset) && (block.count('\0') == 4096 || file.write(block) == block.size()));
    }
}

void BmaptoolTest::readsItsMaps()
{
    QCOMPARE(bmaptool({QStringLiteral("create"), QStringLiteral("-o"), path("theirs"), path("image")}), 0);

    const Result<Bmap> map = readBmap(path("theirs"));

    QVERIFY2(map, qPrintable(map ? QString() : map.error().message));
    QCOMPARE(map->imageSize, m_image.size());
    QVERIFY(map->isChecksummed());
    RangeHash hash(map->checksumType);
    for (const BmapRange &range : map->ranges) {
        hash.add(QByteArrayView(m_image).sliced(map->offset(range), map->length(range)));
        QCOMPARE(hash.takeHex(), range.checksum);
    }
}

void BmaptoolTest::makesMapsItTakes()
{
    const Result<Bmap> map = createBmap(path("image"), {{4 << 20, 100}}, m_progress);
    QVERIFY(map);
    QVERIFY(writeFile(path("ours"), formatBmap(*map)));

    QCOMPARE(bmaptool({QStringLiteral("copy"), QStringLiteral("--bmap"), path("ours"), path("image"), path("card")}), 0);

    QCOMPARE(*readFile(path("card")), m_image);
}

void BmaptoolTest::makesMapsItChecks()
{
    Result<Bmap> map = createBmap(path("image"), {}, m_progress);
    QVERIFY(map);
    map->ranges.last().checksum[0] = map->ranges.last().checksum[0] == '0' ? '1' : '0';
    QVERIFY(writeFile(path("wrong"), formatBmap(*map)));
    QVERIFY(writeFile(path("broken"), formatBmap(*map).replace("<BlockSize>4096", "<BlockSize> 4096")));

    QVERIFY(bmaptool({QStringLiteral("copy"), QStringLiteral("--bmap"), path("wrong"), path("image"), path("card")}) != 0);
    QVERIFY(bmaptool({QStringLiteral("copy"), QStringLiteral("--bmap"), path("broken"), path("image"), path("card")}) != 0);
}

QTEST_GUILESS_MAIN(BmaptoolTest)
#include "tst_bmaptool.moc"
