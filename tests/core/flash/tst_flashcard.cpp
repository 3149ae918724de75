// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/flash.h"
#include "support/fakeblocktarget.h"
#include "support/imagefile.h"
#include "support/random.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

namespace {

constexpr qint64 mebi = 1 << 20;

using Kind = FakeBlockTarget::Kind;
using Operation = FakeBlockTarget::Operation;

} // namespace

class FlashCardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_random = seededGenerator(); }
    void init();
    void writesMappedRangesAndLeavesTheRest();
    void writesFirstMebibyteLast();
    void wipesOldSignaturesFirst();
    void writesFullMap();
    void readsForwardsOnly();
    void keepsWhatSharesABlockWithTheImage_data();
    void keepsWhatSharesABlockWithTheImage();
    void refusesDamagedImage();
    void checksOldChecksums();
    void refusesImageOfAnotherSize_data();
    void refusesImageOfAnotherSize();
    void refusesSmallCard();
    void stopsWhenCancelled();
    void stopsWhenCancelledAtLast();
    void passesFailureOfTheCardOn();
    void takesBackAFirstMebibyteThatIsNotSafe();
    void reportsProgress();

private:
    Result<FlashReport> flash(bool isPacked = false);
    bool headIsEmpty() const { return m_card->bytes.first(mebi).count('\0') == mebi; }

    QTemporaryDir m_folder;
    FlashOptions m_options;
    QRandomGenerator m_random;
    QByteArray m_image;
    QByteArray m_before; ///< what the card held
    Bmap m_map;
    std::unique_ptr<FakeBlockTarget> m_card;
    Progress m_progress;
};

void FlashCardTest::init()
{
    m_progress = {};
    m_options = {};
    m_image = randomBytes(6 * mebi, m_random);
    m_before = randomBytes(9 * mebi, m_random);
    m_card = std::make_unique<FakeBlockTarget>(m_before);
    m_map = fullBmap(m_image.size());
    m_map.ranges = {{0, 3, {}}, {100, 599, {}}, {1000, 1000, {}}, {1300, 1535, {}}};
    addChecksums(m_map, m_image);
}

Result<FlashReport> FlashCardTest::flash(bool isPacked)
{
    const ImageSource image = imageFile(m_folder.path(), m_image, m_map, isPacked);
    return flashCard(image, *m_card, m_progress, m_options);
}

void FlashCardTest::writesMappedRangesAndLeavesTheRest()
{
    const Result<FlashReport> report = flash();

    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(report->bytesVerified, m_map.mappedBytes());
    QByteArray expected = m_before;
    expected.replace(0, mebi, QByteArray(mebi, '\0'));
    expected.replace(8 * mebi, mebi, QByteArray(mebi, '\0'));
    for (const BmapRange &range : std::as_const(m_map.ranges))
        expected.replace(m_map.offset(range), m_map.length(range), m_image.mid(m_map.offset(range), m_map.length(range)));
    QVERIFY(m_card->bytes == expected);
}

void FlashCardTest::writesFirstMebibyteLast()
{
    const Result<FlashReport> report = flash();

    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    const QList<Operation> &all = m_card->operations;
    const auto isBody = [](const Operation &operation) { return operation.kind == Kind::Write && operation.offset >= mebi; };
    const auto lastBody = std::find_if(all.rbegin(), all.rend(), isBody).base();
    QList<Operation> after(lastBody, all.end());
    after.removeIf([](const Operation &operation) { return operation.kind == Kind::Read; });
    QCOMPARE(after.first().kind, Kind::Flush);
    QCOMPARE(after.last().kind, Kind::Flush);
    const Operation lastWrite = after.at(after.size() - 2);
    QCOMPARE(lastWrite.kind, Kind::Write);
    QCOMPARE(lastWrite.offset, 0);
    QCOMPARE(lastWrite.length, m_card->blockSize());
}

void FlashCardTest::wipesOldSignaturesFirst()
{
    m_card->before = [this](const Operation &operation) {
        const bool isBody = operation.kind == Kind::Write && operation.offset >= mebi && operation.offset < 8 * mebi;
        const bool areWiped = headIsEmpty() && m_card->bytes.last(mebi).count('\0') == mebi;
        return isBody && !areWiped ? Status(fail(Errc::Failed, QStringLiteral("not wiped before"))) : ok();
    };

    const Result<FlashReport> report = flash();

    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    const QList<Operation> writes = m_card->writes();
    QVERIFY(writes.size() > 4);
    QVERIFY(writes.at(0).offset + writes.at(0).length <= mebi);
}

void FlashCardTest::writesFullMap()
{
    m_image = randomBytes(3 * mebi + 512, m_random);
    m_map = fullBmap(m_image.size());
    m_card = std::make_unique<FakeBlockTarget>(randomBytes(m_image.size(), m_random));

    QVERIFY(flash());

    QVERIFY(m_card->bytes == m_image);
}

void FlashCardTest::readsForwardsOnly()
{
    QVERIFY(flash());
    const QByteArray expected = m_card->bytes;
    m_card->bytes = m_before;

    const Result<FlashReport> report = flash(true);

    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QVERIFY(m_card->bytes == expected);
}

void FlashCardTest::keepsWhatSharesABlockWithTheImage_data()
{
    QTest::addColumn<qint64>("imageSize");
    QTest::addColumn<qint64>("mapBlock");
    QTest::addColumn<qint64>("cardBlock");
    QTest::newRow("short last block") << 2 * mebi + 100 << qint64(4096) << qint64(512);
    QTest::newRow("short last block of a 4096 card") << 2 * mebi + 4097 << qint64(4096) << qint64(4096);
    QTest::newRow("map finer than the card") << 2 * mebi << qint64(512) << qint64(4096);
    QTest::newRow("image smaller than a block") << qint64(100) << qint64(512) << qint64(4096);
}

void FlashCardTest::keepsWhatSharesABlockWithTheImage()
{
    QFETCH(qint64, imageSize);
    QFETCH(qint64, mapBlock);
    QFETCH(qint64, cardBlock);
    m_image = randomBytes(imageSize, m_random);
    m_map = {imageSize, mapBlock, ChecksumType::Sha256, {}};
    const qint64 last = m_map.blockCount() - 1;
    m_map.ranges = {{last, last, {}}};
    if (last > 3000) // several pieces of one block of the card, and one across two
        m_map.ranges = {{2 * 1024 + 1, 2 * 1024 + 1, {}}, {2 * 1024 + 3, 2 * 1024 + 4, {}}, {2 * 1024 + 6, 2 * 1024 + 17, {}}};
    addChecksums(m_map, m_image);
    m_card = std::make_unique<FakeBlockTarget>(m_before, cardBlock);

    const Result<FlashReport> report = flash();

    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QByteArray expected = m_before;
    expected.replace(0, mebi, QByteArray(mebi, '\0'));
    expected.replace(8 * mebi, mebi, QByteArray(mebi, '\0'));
    for (const BmapRange &range : std::as_const(m_map.ranges))
        expected.replace(m_map.offset(range), m_map.length(range), m_image.mid(m_map.offset(range), m_map.length(range)));
    QVERIFY(m_card->bytes == expected);
}

void FlashCardTest::refusesDamagedImage()
{
    m_image[1400 * 4096] = char(m_image[1400 * 4096] + 1);

    const Result<FlashReport> report = flash();

    QVERIFY(!report);
    QCOMPARE(report.error().code, Errc::InvalidInput);
    QVERIFY2(report.error().message.contains(QStringLiteral("5324800 and 6291455")), qPrintable(report.error().message));
    QVERIFY(headIsEmpty());
}

void FlashCardTest::checksOldChecksums()
{
    m_map.checksumType = ChecksumType::Sha1;
    addChecksums(m_map, m_image);
    QVERIFY(flash());
    m_image[0] = char(m_image[0] + 1);
    QCOMPARE(flash().error().code, Errc::InvalidInput);
}

void FlashCardTest::refusesImageOfAnotherSize_data()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<bool>("sequential");
    QTest::newRow("short") << 6 * mebi - 1 << false;
    QTest::newRow("long") << 6 * mebi + 1 << false;
    QTest::newRow("short stream") << 6 * mebi - 1 << true;
    QTest::newRow("long stream") << 6 * mebi + 1 << true;
}

void FlashCardTest::refusesImageOfAnotherSize()
{
    QFETCH(qint64, size);
    QFETCH(bool, sequential);
    m_map.ranges.removeLast(); // so that the end is not mapped
    m_image.resize(size);

    const Result<FlashReport> report = flash(sequential);

    QVERIFY(!report);
    QCOMPARE(report.error().code, Errc::InvalidInput);
    if (sequential)
        QVERIFY(headIsEmpty());
    else
        QVERIFY(m_card->operations.isEmpty());
}

void FlashCardTest::refusesSmallCard()
{
    m_card = std::make_unique<FakeBlockTarget>(QByteArray(6 * mebi - 512, 'x'));

    const Result<FlashReport> report = flash();

    QCOMPARE(report.error().code, Errc::CardTooSmall);
    QVERIFY(m_card->operations.isEmpty());
}

void FlashCardTest::stopsWhenCancelled()
{
    const CancelToken cancel;
    m_progress = Progress({}, cancel);
    QElapsedTimer sinceCancel;
    qsizetype before = 0;
    m_card->before = [&](const Operation &operation) {
        if (operation.offset > mebi && operation.offset < 8 * mebi && !cancel.isCancelled()) {
            cancel.cancel();
            sinceCancel.start();
            before = m_card->operations.size();
        }
        return ok();
    };

    const Result<FlashReport> report = flash();

    QCOMPARE(report.error().code, Errc::Cancelled);
    QVERIFY2(sinceCancel.elapsed() < 1000, qPrintable(QString::number(sinceCancel.elapsed())));
    QVERIFY2(m_card->operations.size() - before <= 32, "only what was under way goes on");
    QVERIFY(headIsEmpty());
}

void FlashCardTest::stopsWhenCancelledAtLast()
{
    const CancelToken cancel;
    m_progress = Progress({}, cancel);
    m_card->before = [&](const Operation &operation) {
        if (operation.kind == Kind::Flush && m_card->writes().size() > 3)
            cancel.cancel();
        return ok();
    };

    QCOMPARE(flash().error().code, Errc::Cancelled);
    QVERIFY(headIsEmpty());
}

void FlashCardTest::passesFailureOfTheCardOn()
{
    m_card->before = [](const Operation &operation) {
        return operation.offset == 1000 * 4096 ? Status(fail(Errc::CardGone, QStringLiteral("gone"))) : ok();
    };

    const Result<FlashReport> report = flash();

    QVERIFY(!report);
    QCOMPARE(report.error().code, Errc::CardGone);
    QVERIFY(headIsEmpty());
}

void FlashCardTest::takesBackAFirstMebibyteThatIsNotSafe()
{
    m_card->before = [this](const Operation &operation) {
        const QList<Operation> writes = m_card->writes();
        const bool isLastFlush = operation.kind == Kind::Flush && writes.size() > 2 && writes.last().offset == 0;
        return isLastFlush ? Status(fail(Errc::Failed, QStringLiteral("cannot flush"))) : ok();
    };

    QVERIFY(!flash());
    QVERIFY(headIsEmpty());
}

void FlashCardTest::reportsProgress()
{
    QStringList phases;
    QList<ProgressEvent> events;
    m_progress = Progress([&](const ProgressEvent &event) {
        if (phases.isEmpty() || phases.last() != event.phase)
            phases.append(event.phase);
        events.append(event);
    });

    QVERIFY(flash());

    QCOMPARE(phases, (QStringList{QStringLiteral("write"), QStringLiteral("flush"), QStringLiteral("verify"), QStringLiteral("finish")}));
    for (const ProgressEvent &event : std::as_const(events))
        QVERIFY(event.total == 0 || event.done <= event.total);
    QCOMPARE(events.first().done, 0);
    QCOMPARE(events.first().total, m_map.mappedBytes());
}

QTEST_GUILESS_MAIN(FlashCardTest)
#include "tst_flashcard.moc"
