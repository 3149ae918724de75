// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/stretch.h"
#include "support/randomimage.h"

#include <QTest>

using namespace coffer;

namespace {

constexpr qint64 mebi = 1 << 20;

QList<Stretch> stretchesOf(const Bmap &map)
{
    QList<Stretch> all;
    StretchCursor cursor(map);
    Stretch stretch;
    while (cursor.next(stretch))
        all.append(stretch);
    return all;
}

} // namespace

class StretchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasNoneForNothingMapped();
    void cutsARangeAtEveryMebibyte();
    void gathersWhatLiesInOneMebibyte();
    void endsWithAShortLastBlock();
    void knowsWholeBlocks();
    void walksThroughAnyMap();
    void goesPast32Bits();
    void digestsTheMappedBytesAlone();
};

void StretchTest::hasNoneForNothingMapped()
{
    const Bmap map{5 * mebi, 4096, ChecksumType::Sha256, {}};
    QVERIFY(stretchesOf(map).isEmpty());
    QCOMPARE(countStretches(map), 0);
}

void StretchTest::cutsARangeAtEveryMebibyte()
{
    Bmap map = fullBmap(4 * mebi);
    map.ranges = {{100, 700, {}}};

    const QList<Stretch> all = stretchesOf(map);

    QCOMPARE(all.size(), 3);
    QCOMPARE(all[0].start(), 100 * 4096);
    QCOMPARE(all[0].end(), mebi);
    QVERIFY(all[0].isFirstMebibyte() && !all[0].parts.first().endsRange);
    QCOMPARE(all[1].mappedBytes(), mebi);
    QVERIFY(!all[1].isFirstMebibyte());
    QCOMPARE(all[2].base, 2 * mebi);
    QCOMPARE(all[2].end(), 701 * 4096);
    QVERIFY(all[2].parts.first().endsRange);
}

void StretchTest::gathersWhatLiesInOneMebibyte()
{
    Bmap map = fullBmap(8 * mebi);
    map.ranges = {{256, 256, {}}, {300, 310, {}}, {500, 520, {}}, {1500, 1500, {}}};

    const QList<Stretch> all = stretchesOf(map);

    QCOMPARE(all.size(), 3);
    QCOMPARE(all[0].parts.size(), 3);
    QCOMPARE(all[0].mappedBytes(), (1 + 11 + 12) * 4096);
    QCOMPARE(all[1].parts.first().range, 2);
    QCOMPARE(all[1].start(), 2 * mebi);
    QCOMPARE(all[2].base, 5 * mebi);
    QCOMPARE(all[2].index, 2);
}

void StretchTest::endsWithAShortLastBlock()
{
    const QList<Stretch> all = stretchesOf(fullBmap(mebi + 100));
    QCOMPARE(all.size(), 2);
    QCOMPARE(all[1].mappedBytes(), 100);
    QVERIFY(all[1].parts.first().endsRange);
}

void StretchTest::knowsWholeBlocks()
{
    Stretch stretch;
    stretch.parts.append({512, 1024, 0, true});
    QVERIFY(stretch.isWholeBlocks(512));
    QVERIFY(!stretch.isWholeBlocks(4096));
    stretch.parts.append({4096, 4096 + 100, 1, true});
    QVERIFY(!stretch.isWholeBlocks(512));
}

void StretchTest::walksThroughAnyMap()
{
    QRandomGenerator random = seededGenerator();
    for (int round = 0; round < 2000; ++round) {
        const Bmap map = randomMap(1 + random.bounded(8 * mebi), random);
        QList<std::pair<qint64, qint64>> expected; // start and end of the map's ranges
        for (const BmapRange &range : map.ranges)
            expected.append({map.offset(range), map.offset(range) + map.length(range)});

        const QList<Stretch> all = stretchesOf(map);

        QCOMPARE(all.size(), countStretches(map));
        QList<std::pair<qint64, qint64>> found;
        for (qsizetype i = 0; i < all.size(); ++i) {
            QCOMPARE(all[i].index, i);
            QVERIFY(all[i].base % mebi == 0 && all[i].start() >= all[i].base && all[i].end() <= all[i].base + mebi);
            QVERIFY(i == 0 || all[i].base > all[i - 1].base);
            for (const Part &part : all[i].parts) {
                QVERIFY(part.length > 0);
                if (part.range == found.size())
                    found.append({part.offset, part.end()});
                else
                    QCOMPARE(std::exchange(found.last().second, part.end()), part.offset);
                QCOMPARE(part.endsRange, found.last().second == expected[part.range].second);
            }
        }
        QCOMPARE(found, expected);
    }
}

void StretchTest::goesPast32Bits()
{
    const qint64 size = qint64(3) << 40;
    Bmap map = fullBmap(size);
    const qint64 at4GiB = (qint64(1) << 32) / map.blockSize;
    map.ranges = {{0, 0, {}}, {at4GiB - 1, at4GiB, {}}, {map.blockCount() - 1, map.blockCount() - 1, {}}};

    const QList<Stretch> all = stretchesOf(map);

    QCOMPARE(all.size(), 4);
    QCOMPARE(all[2].start(), qint64(1) << 32);
    QCOMPARE(all[3].end(), size);
    QCOMPARE(countStretches(map), 4);
}

void StretchTest::digestsTheMappedBytesAlone()
{
    const AlignedBuffer memory(mebi);
    Stretch stretch;
    stretch.base = 5 * mebi;
    stretch.parts = {{5 * mebi + 4096, 4096, 0, true}, {5 * mebi + 12288, 8192, 1, true}};
    const Digest before = digestOf(stretch, memory.all());

    memory.all()[0] = memory.all()[8192] = memory.all()[20480] = std::byte(1);
    QVERIFY(digestOf(stretch, memory.all()) == before);
    for (const std::size_t mapped : {4096U, 8191U, 12288U, 20479U}) {
        memory.all()[mapped] = std::byte(1);
        QVERIFY(digestOf(stretch, memory.all()) != before);
        memory.all()[mapped] = std::byte(0);
    }
    stretch.parts.removeLast();
    QVERIFY(digestOf(stretch, memory.all()) == digestOf(memory.part(4096, 4096)));
}

QTEST_GUILESS_MAIN(StretchTest)
#include "tst_stretch.moc"
