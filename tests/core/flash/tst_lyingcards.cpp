// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/alignedbuffer.h"
#include "core/flash/capacity.h"
#include "core/flash/flash.h"
#include "support/cardfaults.h"
#include "support/imagefile.h"
#include "support/random.h"
#include "support/shuffledqueue.h"

#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

namespace {

constexpr qint64 mebi = 1 << 20;
constexpr qint64 gibi = 1 << 30;

using Kind = MemoryCard::Kind;

} // namespace

/// Cards that claim more room than they have are found out before much is written; honest ones never are.
class LyingCardsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void areFoundBeforeTheImageIsWritten_data();
    void areFoundBeforeTheImageIsWritten();
    void areFoundByVerifyingWhereTheyAreSmall();
    void areLeftAsTheyWere();
    void neverAreHonestOnes_data();
    void neverAreHonestOnes();
    void areNotLookedForWhenNotAsked();
    void neverAreThoseThatCannotBeReadBefore();
    void getTheirBlocksBackWhenCancelled();
    void marksLieInTheCard_data() { sizes(); }
    void marksLieInTheCard();

private:
    static void sizes();
    Result<FlashReport> flash(MemoryCard &card);
    void fillMarks(MemoryCard &card);
    bool areMarksKept(const MemoryCard &card) const;
    bool isBodyWritten(const MemoryCard &card) const;

    QTemporaryDir m_folder;
    QRandomGenerator m_random;
    ImageSource m_image;
    FlashOptions m_options;
    CancelToken m_cancel;
    QHash<qint64, QByteArray> m_marks; ///< what the places of marks held
};

void LyingCardsTest::initTestCase()
{
    m_random = seededGenerator();
    const QByteArray bytes = randomBytes(2 * mebi, m_random);
    m_image = imageFile(m_folder.path(), bytes, fullBmap(bytes.size()));
}

void LyingCardsTest::sizes()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<qint64>("blockSize");
    const qint64 sold[] = {gibi, gibi + 512, 3 * gibi + 4096, 7'948'206'080, 8'053'063'680, 15'931'539'456, 31'914'983'424, 32 * gibi,
                           62'534'975'488, 127'865'454'592, 256 * gibi, 512'110'190'592, qint64(999'983) * 4096};
    for (const qint64 size : sold) {
        QTest::addRow("%lld bytes", size) << size << qint64(512);
        QTest::addRow("%lld bytes, blocks of 4096", size / 4096 * 4096) << size / 4096 * 4096 << qint64(4096);
    }
}

Result<FlashReport> LyingCardsTest::flash(MemoryCard &card)
{
    m_cancel = {};
    Progress progress({}, m_cancel);
    return flashCard(m_image, card, progress, m_options);
}

/// Behind the image.
void LyingCardsTest::fillMarks(MemoryCard &card)
{
    m_marks.clear();
    for (const qint64 offset : capacityMarks(card.size(), card.blockSize())) {
        if (offset >= m_image.map.imageSize && offset < card.size() - mebi) {
            m_marks[offset] = randomBytes(card.blockSize(), m_random);
            card.setBytes(offset, m_marks[offset]);
        }
    }
}

bool LyingCardsTest::areMarksKept(const MemoryCard &card) const
{
    return std::all_of(m_marks.keyValueBegin(), m_marks.keyValueEnd(),
                       [&](const auto &mark) { return card.bytes(mark.first, mark.second.size()) == mark.second; });
}

/// Marks are single blocks.
bool LyingCardsTest::isBodyWritten(const MemoryCard &card) const
{
    return std::ranges::any_of(card.operations(Kind::Write), [&](const MemoryCard::Operation &write) {
        return write.offset >= mebi && write.length > card.blockSize();
    });
}

void LyingCardsTest::areFoundBeforeTheImageIsWritten_data()
{
    QTest::addColumn<qint64>("claimed");
    QTest::addColumn<qint64>("real");
    QTest::addColumn<bool>("wraps");
    for (const bool wraps : {true, false}) {
        const char *way = wraps ? "wraps around" : "forgets";
        for (qint64 real = 16 * mebi; real <= 32 * gibi; real *= 2)
            QTest::addRow("64 GiB, %s at %lld MiB", way, real / mebi) << 64 * gibi << real << wraps;
        for (qint64 real = 32 * mebi; real <= 8 * gibi; real *= 2)
            QTest::addRow("15.9 GB, %s at %lld MiB", way, real / mebi) << qint64(15'931'539'456) << real << wraps;
        QTest::addRow("256 GiB, %s at 8 GiB", way) << 256 * gibi << 8 * gibi << wraps;
        QTest::addRow("1 GiB, %s at 512 MiB", way) << gibi << 512 * mebi << wraps;
    }
}

void LyingCardsTest::areFoundBeforeTheImageIsWritten()
{
    QFETCH(qint64, claimed);
    QFETCH(qint64, real);
    QFETCH(bool, wraps);
    MemoryCard card(claimed);
    if (wraps)
        card.address = wrapsAround(real / 512);
    else
        card.address = forgetsBeyond(real / 512);
    card.queue = shuffled(m_random.generate());

    const Result<FlashReport> report = flash(card);

    QVERIFY(!report);
    QCOMPARE(report.error().code, Errc::Failed);
    QVERIFY2(report.error().message.contains(QStringLiteral("counterfeit")), qPrintable(report.error().message));
    QVERIFY(!isBodyWritten(card));
    QVERIFY(card.isEmptyBetween(0, mebi));
    QVERIFY2(card.operations().size() < 300, qPrintable(QString::number(card.operations().size())));
    QCOMPARE(card.violations(), 0);
}

/// Nobody counterfeits cards below a GiB; those that lose what is written are found when it is read back.
void LyingCardsTest::areFoundByVerifyingWhereTheyAreSmall()
{
    MemoryCard card(64 * mebi);
    card.address = forgetsBeyond(mebi * 3 / 2 / 512);

    const Result<FlashReport> report = flash(card);

    QCOMPARE(report.error().code, Errc::ChecksumMismatch);
    QVERIFY(card.isEmptyBetween(0, mebi));
}

void LyingCardsTest::areLeftAsTheyWere()
{
    MemoryCard card(64 * gibi);
    card.address = wrapsAround(4 * gibi / 512);
    for (qint64 at = mebi; at < 4 * gibi; at += 64 * mebi) // at many of the places that hold marks
        card.setBytes(at + 2 * mebi, randomBytes(4096, m_random));
    const QByteArray before = card.bytes(mebi, 600 * mebi);

    QVERIFY(!flash(card));

    QVERIFY(card.bytes(mebi, 600 * mebi) == before);
}

void LyingCardsTest::neverAreHonestOnes_data()
{
    sizes();
}

void LyingCardsTest::neverAreHonestOnes()
{
    QFETCH(qint64, size);
    QFETCH(qint64, blockSize);
    MemoryCard card(size, blockSize);
    card.queue = shuffled(m_random.generate());
    fillMarks(card);
    QVERIFY(m_marks.size() > 15);

    const Result<FlashReport> report = flash(card);

    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QVERIFY(areMarksKept(card));
    QCOMPARE(card.violations(), 0);
    const auto isMark = [&](const MemoryCard::Operation &write) { return write.offset == m_marks.constBegin().key(); };
    const QList<MemoryCard::Operation> writes = card.operations(Kind::Write);
    QVERIFY2(std::ranges::count_if(writes, isMark) == 2, "it was looked");
}

void LyingCardsTest::areNotLookedForWhenNotAsked()
{
    MemoryCard card(64 * gibi);
    m_options.checkCapacity = false;
    QVERIFY(flash(card));
    m_options = {};
    QVERIFY(!std::ranges::any_of(card.operations(Kind::Write), [](const MemoryCard::Operation &write) { return write.offset > gibi; }));
}

/// Blocks that were never written, or are broken, give errors.
void LyingCardsTest::neverAreThoseThatCannotBeReadBefore()
{
    MemoryCard card(8 * gibi);
    QSet<qint64> written;
    card.before = [&](const MemoryCard::Operation &operation) -> Status {
        if (operation.kind == Kind::Write)
            written.insert(operation.offset);
        const bool isUnwritten = operation.kind == Kind::Read && operation.offset > gibi && !written.contains(operation.offset);
        return isUnwritten ? Status(fail(Errc::Failed, QStringLiteral("never written"))) : ok();
    };

    const Result<FlashReport> report = flash(card);

    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
}

void LyingCardsTest::getTheirBlocksBackWhenCancelled()
{
    MemoryCard card(8 * gibi);
    fillMarks(card);
    int marked = 0;
    card.before = [&](const MemoryCard::Operation &operation) {
        if (operation.kind == Kind::Write && operation.offset > gibi && ++marked == 5)
            m_cancel.cancel();
        return ok();
    };

    const Result<FlashReport> report = flash(card);

    QCOMPARE(report.error().code, Errc::Cancelled);
    QVERIFY(marked >= 5);
    QVERIFY(areMarksKept(card));
    QVERIFY(!isBodyWritten(card));
    QVERIFY(card.isEmptyBetween(0, mebi));
}

void LyingCardsTest::marksLieInTheCard()
{
    QFETCH(qint64, size);
    QFETCH(qint64, blockSize);

    const QList<qint64> marks = capacityMarks(size, blockSize);

    QVERIFY(marks.size() >= 20 && marks.size() <= 50);
    QCOMPARE(marks.last(), size - blockSize);
    QVERIFY(marks.first() >= mebi);
    for (qsizetype i = 0; i < marks.size(); ++i) {
        QCOMPARE(marks[i] % blockSize, 0);
        QVERIFY(i == 0 || marks[i] >= marks[i - 1] + blockSize);
    }
    for (qint64 distance = 16 * mebi; 3 * mebi + distance < size - blockSize; distance *= 2)
        QVERIFY(marks.contains(3 * mebi + distance));
}

QTEST_GUILESS_MAIN(LyingCardsTest)
#include "tst_lyingcards.moc"
