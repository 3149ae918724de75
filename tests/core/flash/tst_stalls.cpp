// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/flash.h"
#include "support/imagefile.h"
#include "support/randomimage.h"
#include "support/shuffledqueue.h"
#include "support/threadedcard.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace coffer;
using namespace std::chrono_literals;

namespace {

constexpr qint64 mebi = 1 << 20;

using Kind = Transfer::Kind;

} // namespace

/// Cards that take long, or do not answer at all.
class StallsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void tellsAndThenGivesUp_data() { phases(); }
    void tellsAndThenGivesUp();
    void goesOnWhenTheCardAnswersAfterAll_data() { phases(); }
    void goesOnWhenTheCardAnswersAfterAll();
    void waitsForAFlushAsLongAsTheDeviceWorks();
    void tellsInTimeOfADeviceThatHasWorkedBefore();
    void cancelsInUnderASecond_data();
    void cancelsInUnderASecond();
    void cancelsInUnderASecondHoweverLargeTheImageIs();
    void givesAStalledCardUpAfterACancelToo();
    void leavesTheThreadBehindThatWaitsForADeadCard();

private:
    static void phases();
    Result<FlashReport> flash();
    void stallAt(int phase);

    QTemporaryDir m_folder;
    QRandomGenerator m_random;
    QByteArray m_bytes;
    ImageSource m_image;
    FlashOptions m_options;
    CancelToken m_cancel;
    QStringList m_log;
    std::function<void()> m_onLog;
    std::unique_ptr<MemoryCard> m_card;
    std::shared_ptr<std::atomic<bool>> m_stalls;
};

void StallsTest::initTestCase()
{
    m_random = seededGenerator();
    m_bytes = randomBytes(5 * mebi, m_random);
    m_image = imageFile(m_folder.path(), m_bytes, fullBmap(m_bytes.size()));
}

void StallsTest::init()
{
    m_card = std::make_unique<MemoryCard>(randomBytes(7 * mebi, m_random));
    m_options = {};
    m_cancel = {};
    m_log.clear();
    m_onLog = nullptr;
    m_stalls = std::make_shared<std::atomic<bool>>(true);
}

void StallsTest::phases()
{
    QTest::addColumn<int>("phase");
    QTest::newRow("looking at the ends") << 0;
    QTest::newRow("wiping") << 1;
    QTest::newRow("comparing") << 2;
    QTest::newRow("writing") << 3;
    QTest::newRow("flushing") << 4;
    QTest::newRow("reading back") << 5;
    QTest::newRow("writing the first MiB") << 6;
}

/// One request of this phase does not come back as long as m_stalls is true.
void StallsTest::stallAt(int phase)
{
    const auto isOfPhase = [card = m_card.get()](int number, const Transfer &transfer) {
        const auto hasWritten = [card](qint64 byte) {
            const QList<MemoryCard::Operation> writes = card->operations(MemoryCard::Kind::Write);
            return std::ranges::any_of(writes, [=](const MemoryCard::Operation &write) { return write.holds(byte); });
        };
        const bool isMiddle = transfer.offset <= 3 * mebi && 3 * mebi < transfer.offset + qint64(transfer.data.size());
        switch (number) {
        case 0:
            return transfer.kind == Kind::Read && transfer.offset == 0;
        case 1:
            return transfer.kind == Kind::Write && transfer.offset == 0;
        case 2:
            return transfer.kind == Kind::Read && transfer.offset == mebi && !hasWritten(mebi);
        case 3:
            return transfer.kind == Kind::Write && isMiddle;
        case 4:
            return transfer.kind == Kind::Flush && hasWritten(3 * mebi);
        case 5:
            return transfer.kind == Kind::Read && isMiddle && hasWritten(3 * mebi);
        default:
            return transfer.kind == Kind::Write && transfer.offset == 0 && hasWritten(3 * mebi);
        }
    };
    m_card->queue = shuffled(m_random.generate(), [=, stalls = m_stalls](const Transfer &transfer) {
        return *stalls && isOfPhase(phase, transfer);
    });
}

Result<FlashReport> StallsTest::flash()
{
    Progress progress([this](const ProgressEvent &event) {
        if (event.phase != u"log")
            return;
        m_log.append(event.text);
        if (m_onLog)
            m_onLog();
    }, m_cancel);
    return flashCard(m_image, *m_card, progress, m_options);
}

void StallsTest::tellsAndThenGivesUp()
{
    QFETCH(int, phase);
    stallAt(phase);
    m_options.patience = {100ms, 300ms};

    const Result<FlashReport> report = flash();

    QVERIFY(!report);
    QCOMPARE(report.error().code, Errc::CardStalled);
    QVERIFY2(report.error().message.contains(QStringLiteral("given up")), qPrintable(report.error().message));
    QCOMPARE(m_log.size(), 1);
    QVERIFY2(m_log.first().contains(QStringLiteral("has not answered")), qPrintable(m_log.first()));
    if (phase > 1)
        QVERIFY(m_card->isEmptyBetween(0, 512));
}

void StallsTest::goesOnWhenTheCardAnswersAfterAll()
{
    QFETCH(int, phase);
    stallAt(phase);
    m_options.patience = {100ms, 60s};
    m_onLog = [this] { *m_stalls = false; };
    const QByteArray before = m_card->all();

    const Result<FlashReport> report = flash();

    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(m_log.size(), 1);
    QVERIFY(m_card->all() == flashed(before, m_bytes, m_image.map));
}

void StallsTest::waitsForAFlushAsLongAsTheDeviceWorks()
{
    stallAt(4);
    m_options.patience = {50ms, 100ms};
    int asked = 0;
    m_card->activityCount = [&] {
        *m_stalls = ++asked < 30; // every 100 ms at most: far longer than the limit
        return quint64(asked);
    };

    const Result<FlashReport> report = flash();

    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QVERIFY(asked >= 30);
    QVERIFY(m_log.isEmpty());
}

/// What it had done before it stopped is no sign that it still does anything.
void StallsTest::tellsInTimeOfADeviceThatHasWorkedBefore()
{
    stallAt(3);
    m_options.patience = {1500ms, 1800ms};
    m_card->activityCount = [this] { return quint64(m_card->operations().size()); };
    QElapsedTimer sinceStall;
    sinceStall.start();
    m_card->before = [&](const MemoryCard::Operation &) {
        sinceStall.restart();
        return ok();
    };
    qint64 told = 0;
    m_onLog = [&] { told = sinceStall.elapsed(); };

    QVERIFY(!flash());

    QVERIFY2(told >= 1500 && told < 2700, qPrintable(QString::number(told)));
}

void StallsTest::cancelsInUnderASecond_data()
{
    QTest::addColumn<int>("bytesPerMs"); // writing; reading is five times as fast
    QTest::addColumn<int>("percent");    // of what it does when it is cancelled
    for (const int percent : {5, 30, 60, 90})
        QTest::addRow("4 MB/s, at %d %%", percent) << 4000 << percent;
    QTest::newRow("1 MB/s, at 40 %") << 1000 << 40;
}

void StallsTest::cancelsInUnderASecond()
{
    QFETCH(int, bytesPerMs);
    QFETCH(int, percent);
    m_card->queue = threaded(1);
    // Reading back included, it moves about three times the image, in about so many bytes of the card's time.
    const qint64 all = (m_bytes.size() + 2 * mebi) * 6 / 5;
    std::atomic<qint64> moved = 0;
    QElapsedTimer sinceCancel;
    m_card->before = [&](const MemoryCard::Operation &operation) {
        const qint64 cost = operation.kind == MemoryCard::Kind::Read ? operation.length / 5 : operation.length;
        moved += cost;
        if (moved > all * percent / 100 && !m_cancel.isCancelled()) {
            sinceCancel.start();
            m_cancel.cancel();
        }
        QThread::msleep(quint32(cost / bytesPerMs)); // the card's speed
        return ok();
    };

    const Result<FlashReport> report = flash();
    const qint64 took = sinceCancel.elapsed();

    QVERIFY(!report);
    QCOMPARE(report.error().code, Errc::Cancelled);
    QVERIFY2(took < 1000, qPrintable(QString::number(took)));
    QVERIFY(m_card->isEmptyBetween(0, 512) || m_card->operations(MemoryCard::Kind::Write).isEmpty());
}

/// The rest of the image is of no use to anybody then.
void StallsTest::cancelsInUnderASecondHoweverLargeTheImageIs()
{
    const qint64 size = qint64(64) << 30;
    ImageSource image{m_folder.filePath(QStringLiteral("large")), fullBmap(size), true};
    QFile file(image.path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(size));
    MemoryCard card(size);
    QElapsedTimer sinceCancel;
    card.before = [&](const MemoryCard::Operation &operation) {
        if (operation.offset > 4 * mebi && operation.offset < size / 2 && !m_cancel.isCancelled()) {
            sinceCancel.start();
            m_cancel.cancel();
        }
        return ok();
    };
    Progress progress({}, m_cancel);

    const Result<FlashReport> report = flashCard(image, card, progress);
    const qint64 took = sinceCancel.elapsed();

    QCOMPARE(report.error().code, Errc::Cancelled);
    QVERIFY2(took < 1000, qPrintable(QString::number(took)));
}

void StallsTest::givesAStalledCardUpAfterACancelToo()
{
    QSemaphore released;
    const std::shared_ptr<MemoryCard> card = cardForAbandonedThreads(7 * mebi, 1);
    card->before = [&](const MemoryCard::Operation &operation) {
        if (operation.kind == MemoryCard::Kind::Write && operation.holds(3 * mebi)) {
            m_cancel.cancel();
            released.tryAcquire(1, 20000); // nobody releases it while the card is flashed
        }
        return ok();
    };
    m_options.patience = {100ms, 300ms};
    Progress progress({}, m_cancel);
    QElapsedTimer clock;
    clock.start();

    const Result<FlashReport> report = flashCard(m_image, *card, progress, m_options);

    QCOMPARE(report.error().code, Errc::Cancelled);
    QVERIFY2(clock.elapsed() < 10000, qPrintable(QString::number(clock.elapsed())));
    released.release();
    QTRY_COMPARE(card.use_count(), 1L);
}

/// It may still come back, when nobody is there any more; what it uses is.
void StallsTest::leavesTheThreadBehindThatWaitsForADeadCard()
{
    const auto released = std::make_shared<QSemaphore>();
    const std::shared_ptr<MemoryCard> card = cardForAbandonedThreads(7 * mebi, 4);
    card->before = [released](const MemoryCard::Operation &operation) {
        if (operation.kind == MemoryCard::Kind::Read && operation.holds(mebi))
            released->acquire();
        return ok();
    };
    m_options.patience = {50ms, 200ms};
    Progress progress;

    const Result<FlashReport> report = flashCard(m_image, *card, progress, m_options);

    QCOMPARE(report.error().code, Errc::CardStalled);
    released->release(100);
    QTRY_COMPARE(card.use_count(), 1L);
}

QTEST_GUILESS_MAIN(StallsTest)
#include "tst_stalls.moc"
