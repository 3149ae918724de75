// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/differences.h"
#include "support/randomimage.h"

#include <QTest>

using namespace coffer;

namespace {

constexpr qint64 mebi = 1 << 20;

QList<std::pair<qint64, qint64>> listed(const Extents &extents)
{
    QList<std::pair<qint64, qint64>> list;
    for (const Extent &extent : extents)
        list.append({extent.offset, extent.length});
    return list;
}

using List = QList<std::pair<qint64, qint64>>;

} // namespace

class DifferencesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsWholeBlocks();
    void readsShortGapsAndSparesLongOnes();
    void findsNoneInEqualBytes();
    void findsTheBlockThatDiffers();
    void joinsRunsOverShortGaps();
    void neverJoinsWhatWasNotRead();
    void keepsWhatSharesABlock();
    void bringsAnythingUpToDate();

private:
    std::unique_ptr<ImagePiece> m_piece;
    std::unique_ptr<AlignedBuffer> m_found;
};

void DifferencesTest::init()
{
    m_piece = std::make_unique<ImagePiece>();
    m_piece->stretch.base = 7 * mebi;
    m_found = std::make_unique<AlignedBuffer>(mebi);
}

void DifferencesTest::readsWholeBlocks()
{
    m_piece->stretch.parts = {{7 * mebi + 100, 1000, 0, true}, {7 * mebi + 9000, 10, 1, true}};
    QCOMPARE(listed(extentsOf(m_piece->stretch, 512, 0)), (List{{7 * mebi, 1536}, {7 * mebi + 8704, 512}}));
    QCOMPARE(listed(extentsOf(m_piece->stretch, 4096, 0)), (List{{7 * mebi, 4096}, {7 * mebi + 8192, 4096}}));
}

void DifferencesTest::readsShortGapsAndSparesLongOnes()
{
    m_piece->stretch.parts = {{7 * mebi, 4096, 0, true}, {7 * mebi + 8192, 4096, 1, true}, {7 * mebi + 300'032, 512, 2, true}};
    QCOMPARE(listed(extentsOf(m_piece->stretch, 512, 4096)), (List{{7 * mebi, 12288}, {7 * mebi + 300'032, 512}}));
    QCOMPARE(listed(extentsOf(m_piece->stretch, 512, 4095)).size(), 3);
}

void DifferencesTest::findsNoneInEqualBytes()
{
    m_piece->stretch.parts = {{7 * mebi + 512, mebi - 512, 0, true}};
    m_found->all()[0] = std::byte(1); // not mapped
    const Differences differences = bringUpToDate(m_found->all(), *m_piece, extentsOf(m_piece->stretch, 512, 0), 0);
    QVERIFY(differences.runs.isEmpty());
    QCOMPARE(differences.equal, mebi - 512);
    QCOMPARE(differences.first, -1);
}

void DifferencesTest::findsTheBlockThatDiffers()
{
    m_piece->stretch.parts = {{7 * mebi, mebi, 0, true}};
    m_piece->mebibyte.all()[50'001] = m_piece->mebibyte.all()[50'003] = std::byte(1);
    const Differences differences = bringUpToDate(m_found->all(), *m_piece, extentsOf(m_piece->stretch, 512, 0), 0);
    QCOMPARE(listed(differences.runs), (List{{7 * mebi + 49'152, 4096}}));
    QCOMPARE(differences.equal, mebi - 4096);
    QCOMPARE(differences.first, 7 * mebi + 50'001);
    QCOMPARE(differences.last, 7 * mebi + 50'003);
    QVERIFY(isEqual(m_found->all(), m_piece->mebibyte.all()));
}

void DifferencesTest::joinsRunsOverShortGaps()
{
    m_piece->stretch.parts = {{7 * mebi, mebi, 0, true}};
    for (const std::size_t byte : {0U, 3U * 4096, 20U * 4096})
        m_piece->mebibyte.all()[byte] = std::byte(1);
    const Differences differences = bringUpToDate(m_found->all(), *m_piece, extentsOf(m_piece->stretch, 512, 0), 2 * 4096);
    QCOMPARE(listed(differences.runs), (List{{7 * mebi, 4 * 4096}, {7 * mebi + 20 * 4096, 4096}}));
}

void DifferencesTest::neverJoinsWhatWasNotRead()
{
    m_piece->stretch.parts = {{7 * mebi, 4096, 0, true}, {7 * mebi + 8192, 4096, 1, true}};
    std::ranges::fill(m_piece->mebibyte.all(), std::byte(1));
    const Differences differences = bringUpToDate(m_found->all(), *m_piece, extentsOf(m_piece->stretch, 512, 0), mebi);
    QCOMPARE(listed(differences.runs), (List{{7 * mebi, 4096}, {7 * mebi + 8192, 4096}}));
    QVERIFY(isZero(m_found->part(4096, 4096)));
}

void DifferencesTest::keepsWhatSharesABlock()
{
    m_piece->stretch.parts = {{7 * mebi + 1000, 100, 0, true}};
    std::ranges::fill(m_piece->mebibyte.all(), std::byte(1));
    std::ranges::fill(m_found->all(), std::byte(2));
    const Differences differences = bringUpToDate(m_found->all(), *m_piece, extentsOf(m_piece->stretch, 4096, 0), 0);
    QCOMPARE(listed(differences.runs), (List{{7 * mebi, 4096}}));
    QCOMPARE(std::ranges::count(m_found->all(), std::byte(1)), 100);
    QCOMPARE(int(m_found->all()[1000]), 1);
}

/// Any parts, any gaps: afterwards the runs hold all that differed, and nothing that was not read.
void DifferencesTest::bringsAnythingUpToDate()
{
    QRandomGenerator random = seededGenerator();
    for (int round = 0; round < 100; ++round) {
        const qint64 blockSize = random.bounded(2) ? 512 : 4096;
        const Bmap map = randomMap(1 + random.bounded(mebi), random);
        StretchCursor cursor(map);
        ImagePiece piece;
        if (!cursor.next(piece.stretch))
            continue;
        QByteArray wanted = randomBytes(mebi, random);
        QByteArray before = random.bounded(2) ? wanted : randomBytes(mebi, random);
        for (int i = random.bounded(50); i > 0; --i)
            before[random.bounded(mebi)] += 1;
        std::ranges::copy(std::as_bytes(std::span(wanted)), piece.mebibyte.all().begin());
        std::ranges::copy(std::as_bytes(std::span(before)), m_found->all().begin());
        const Extents extents = extentsOf(piece.stretch, blockSize, random.bounded(65536));

        const Differences differences = bringUpToDate(m_found->all(), piece, extents, random.bounded(65536));

        // What was read, with the runs' new bytes, is the card afterwards.
        QByteArray after = before;
        qint64 end = 0;
        for (const Extent &run : differences.runs) {
            QVERIFY(run.offset >= end && run.length > 0 && run.offset % blockSize == 0 && run.length % blockSize == 0);
            const auto isIn = [&](const Extent &extent) { return extent.offset <= run.offset && run.end() <= extent.end(); };
            QVERIFY(std::ranges::any_of(extents, isIn));
            end = run.end();
            std::memcpy(after.data() + run.offset, m_found->part(run.offset, run.length).data(), std::size_t(run.length));
        }
        QByteArray expected = before;
        qint64 first = -1, last = -1;
        for (const Part &part : piece.stretch.parts) {
            for (qint64 at = part.offset; at < part.end(); ++at) {
                if (before[at] == wanted[at])
                    continue;
                expected[at] = wanted[at];
                first = first < 0 ? at : first;
                last = at;
            }
        }
        QVERIFY(after == expected);
        QCOMPARE(differences.first, first);
        QCOMPARE(differences.last, last);
        QVERIFY(first >= 0 || differences.equal == piece.stretch.mappedBytes());
    }
}

QTEST_GUILESS_MAIN(DifferencesTest)
#include "tst_differences.moc"
