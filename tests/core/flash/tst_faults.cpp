// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/flash.h"
#include "support/cardfaults.h"
#include "support/imagefile.h"
#include "support/randomimage.h"

#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

namespace {

constexpr qint64 mebi = 1 << 20;

using Kind = MemoryCard::Kind;
using Operation = MemoryCard::Operation;

} // namespace

/// Cards that damage, lose or refuse what is written: mended, or told of and left without a first MiB.
class FaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void mendsAByteThatWasWrittenWrong_data() { places(); }
    void mendsAByteThatWasWrittenWrong();
    void mendsAByteThatWasWrittenWrongTwice_data() { places(); }
    void mendsAByteThatWasWrittenWrongTwice();
    void mendsWhatIsWrongAmongChanges();
    void toleratesAByteThatWasReadWrong();
    void callsACardBadThatKeepsAByteWrong_data() { places(); }
    void callsACardBadThatKeepsAByteWrong();
    void callsACardBadThatCannotBeRead();
    void writesWhatCouldNotBeRead();
    void triesAgainWhatFailedOnce_data();
    void triesAgainWhatFailedOnce();
    void tellsWhereWritingFailsForEver_data() { places(); }
    void tellsWhereWritingFailsForEver();
    void endsWhenFlushingFails();
    void endsWhenThereIsNoSpace();
    void leavesNothingThatBootsWhereverItVanishes();
    void leavesNothingThatBootsWhereverItIsCancelled();

private:
    static void places();
    Result<FlashReport> flash();
    bool isFlashed() const { return m_card->all() == flashed(m_before, m_bytes, m_image.map); }
    bool hasNoFirst() const { return m_card->isEmptyBetween(0, mebi); }
    bool isLogged(const QString &text) const { return m_log.join(u'\n').contains(text); }
    int writesAt(qint64 byte) const;
    MemoryCard::Change flipsOfTheImage(qint64 byte, int times) const;

    QTemporaryDir m_folder;
    QRandomGenerator m_random;
    QByteArray m_bytes;
    QByteArray m_before;
    ImageSource m_image;
    FlashOptions m_options;
    CancelToken m_cancel;
    QStringList m_log;
    std::unique_ptr<MemoryCard> m_card;
};

void FaultsTest::initTestCase()
{
    m_random = seededGenerator();
    m_bytes = randomBytes(5 * mebi, m_random);
    m_bytes.replace('\0', 'x'); // what is wiped differs everywhere
    Bmap map = fullBmap(m_bytes.size());
    map.ranges = {{0, 299, {}}, {512, 900, {}}, {910, 1279, {}}};
    addChecksums(map, m_bytes);
    m_image = imageFile(m_folder.path(), m_bytes, map);
}

void FaultsTest::init()
{
    m_before = randomBytes(7 * mebi, m_random);
    m_card = std::make_unique<MemoryCard>(m_before);
    m_options = {};
    m_cancel = {};
    m_log.clear();
}

/// Mapped bytes of the image.
void FaultsTest::places()
{
    QTest::addColumn<qint64>("byte");
    QTest::newRow("the partition table") << qint64(0);
    QTest::newRow("the boot ROM's block") << qint64(32 * 1024 + 5);
    QTest::newRow("the end of the first MiB") << mebi - 1;
    QTest::newRow("behind the first MiB") << mebi;
    QTest::newRow("the middle") << 3 * mebi + 12345;
    QTest::newRow("the end") << 5 * mebi - 1;
}

Result<FlashReport> FaultsTest::flash()
{
    Progress progress([this](const ProgressEvent &event) {
        if (event.phase == u"log")
            m_log.append(event.text);
    }, m_cancel);
    return flashCard(m_image, *m_card, progress, m_options);
}

int FaultsTest::writesAt(qint64 byte) const
{
    const QList<Operation> writes = m_card->operations(Kind::Write);
    return int(std::ranges::count_if(writes, [=](const Operation &write) { return write.holds(byte); }));
}

/// Not where zeros are written to wipe it.
MemoryCard::Change FaultsTest::flipsOfTheImage(qint64 byte, int times) const
{
    return [=, this, change = flips(byte, times)](const Operation &operation, std::span<std::byte> data) mutable {
        if (operation.holds(byte) && char(data[std::size_t(byte - operation.offset)]) == m_bytes.at(byte))
            change(operation, data);
    };
}

void FaultsTest::mendsAByteThatWasWrittenWrong()
{
    QFETCH(qint64, byte);
    m_card->onWrite = flipsOfTheImage(byte, 1);

    const Result<FlashReport> report = flash();

    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(report->repaired, 1);
    QVERIFY2(isLogged(QStringLiteral("bytes %1 to %1 were wrong").arg(byte)), qPrintable(m_log.join(u'\n')));
    QVERIFY(isFlashed());
}

void FaultsTest::mendsAByteThatWasWrittenWrongTwice()
{
    QFETCH(qint64, byte);
    m_card->onWrite = flipsOfTheImage(byte, 2);

    const Result<FlashReport> report = flash();

    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(report->repaired, 1);
    QVERIFY(isFlashed());
}

/// What was compared is verified run by run.
void FaultsTest::mendsWhatIsWrongAmongChanges()
{
    m_before.replace(0, m_bytes.size(), m_bytes);
    for (qint64 byte = 2 * mebi + 100; byte < m_bytes.size(); byte += 200'000)
        m_before[byte] = char(m_before[byte] + 1);
    m_card->setContents(SparseBytes(m_before));
    m_card->onWrite = flips(2 * mebi + 400'100, 1);

    const Result<FlashReport> report = flash();

    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(report->repaired, 1);
    QVERIFY2(isLogged(QStringLiteral("bytes 2497252 to 2497252 were wrong")), qPrintable(m_log.join(u'\n')));
    QVERIFY(report->bytesSkipped > 2 * mebi);
    QVERIFY(isFlashed());
}

void FaultsTest::toleratesAByteThatWasReadWrong()
{
    m_options.skipEqual = false; // else the first that reads it is the comparison
    m_card->onRead = flips(4 * mebi, 1);

    const Result<FlashReport> report = flash();

    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(report->repaired, 1);
    QCOMPARE(writesAt(4 * mebi), 1);
    QVERIFY(isFlashed());
}

void FaultsTest::callsACardBadThatKeepsAByteWrong()
{
    QFETCH(qint64, byte);
    m_card->onWrite = flipsOfTheImage(byte, forEver);

    const Result<FlashReport> report = flash();

    QVERIFY(!report);
    QCOMPARE(report.error().code, Errc::ChecksumMismatch);
    QVERIFY2(report.error().message.contains(QStringLiteral("bytes %1 to %1").arg(byte)), qPrintable(report.error().message));
    QVERIFY2(report.error().message.contains(QStringLiteral("3 tries")), qPrintable(report.error().message));
    QVERIFY(writesAt(byte) >= 3);
    QVERIFY(hasNoFirst());
}

void FaultsTest::callsACardBadThatCannotBeRead()
{
    m_card->before = fails(Kind::Read, 4 * mebi, forEver);

    const Result<FlashReport> report = flash();

    QVERIFY(!report);
    QCOMPARE(report.error().code, Errc::ChecksumMismatch);
    QVERIFY2(report.error().message.contains(QStringLiteral("1 places were wrong after 3 tries, the first in its bytes "
                                                                "4194304 to 5242879")),
             qPrintable(report.error().message));
    QVERIFY(hasNoFirst());
}

/// Some cards answer with errors until a block is written anew.
void FaultsTest::writesWhatCouldNotBeRead()
{
    QList<qint64> unreadable = {0, 600 * 1024, 2 * mebi, 3 * mebi + 4096, m_before.size() - 512};
    m_card->before = [&](const Operation &operation) {
        if (operation.kind == Kind::Write)
            unreadable.removeIf([&](qint64 byte) { return operation.holds(byte); });
        const bool isHit = std::ranges::any_of(unreadable, [&](qint64 byte) { return operation.holds(byte); });
        return operation.kind == Kind::Read && isHit ? Status(fail(Errc::Failed, QStringLiteral("unreadable"))) : ok();
    };

    const Result<FlashReport> report = flash();

    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QVERIFY(unreadable.isEmpty());
    QVERIFY(isFlashed());
}

void FaultsTest::triesAgainWhatFailedOnce_data()
{
    QTest::addColumn<MemoryCard::Kind>("kind");
    QTest::addColumn<qint64>("byte");
    for (const qint64 byte : {qint64(0), mebi, 3 * mebi + 512, 5 * mebi - 1}) {
        QTest::addRow("writing at %lld", byte) << Kind::Write << byte;
        QTest::addRow("reading at %lld", byte) << Kind::Read << byte;
    }
}

void FaultsTest::triesAgainWhatFailedOnce()
{
    QFETCH(MemoryCard::Kind, kind);
    QFETCH(qint64, byte);
    m_card->before = fails(kind, byte, 1);

    const Result<FlashReport> report = flash();

    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(report->retries, 1);
    QCOMPARE(report->repaired, 0);
    QVERIFY(isFlashed());
}

void FaultsTest::tellsWhereWritingFailsForEver()
{
    QFETCH(qint64, byte);
    m_card->before = fails(Kind::Write, byte, forEver);

    const Result<FlashReport> report = flash();

    QVERIFY(!report);
    QCOMPARE(report.error().code, Errc::Failed);
    QVERIFY2(report.error().message.contains(QStringLiteral("byte %1").arg(byte)), qPrintable(report.error().message));
    QCOMPARE(writesAt(byte) % 3, 0); // each is tried three times
    if (byte >= mebi)
        QVERIFY(hasNoFirst());
}

void FaultsTest::endsWhenFlushingFails()
{
    int flushes = 0;
    m_card->before = [&](const Operation &operation) {
        return operation.kind == Kind::Flush && ++flushes > 3 ? Status(fail(Errc::Failed, QStringLiteral("cannot flush"))) : ok();
    };

    const Result<FlashReport> report = flash();

    QVERIFY(!report);
    QCOMPARE(report.error().message, QStringLiteral("cannot flush"));
    QVERIFY2(flushes <= 6, "but for taking back what looks complete, none is tried after the one that failed");
    QVERIFY(hasNoFirst());
}

void FaultsTest::endsWhenThereIsNoSpace()
{
    m_card->before = fails(Kind::Write, 3 * mebi, forEver, Errc::NoSpace);

    const Result<FlashReport> report = flash();

    QVERIFY(!report);
    QCOMPARE(report.error().code, Errc::NoSpace);
    QCOMPARE(writesAt(3 * mebi), 1);
    QVERIFY(hasNoFirst());
}

void FaultsTest::leavesNothingThatBootsWhereverItVanishes()
{
    QVERIFY(flash());
    const qsizetype operations = m_card->operations().size();
    for (qint64 last = 0; last < operations; ++last) {
        m_card->setContents(SparseBytes(m_before));
        m_card->forgetOperations();
        m_card->before = [=](const Operation &operation) { return operation.number >= last ? Status(MemoryCard::gone()) : ok(); };

        const Result<FlashReport> report = flash();

        if (report) // it took fewer this time
            continue;
        QCOMPARE(report.error().code, Errc::CardGone);
        const bool isComplete = m_card->bytes(0, 512) == m_bytes.first(512);
        QVERIFY2(m_card->all() == m_before || m_card->isEmptyBetween(0, 512) || (isComplete && isFlashed()),
                 qPrintable(QString::number(last)));
    }
}

void FaultsTest::leavesNothingThatBootsWhereverItIsCancelled()
{
    QVERIFY(flash());
    const qsizetype operations = m_card->operations().size();
    for (qint64 last = 0; last < operations; ++last) {
        m_card->setContents(SparseBytes(m_before));
        m_card->forgetOperations();
        m_cancel = {};
        m_card->before = [=, this](const Operation &operation) {
            if (operation.number == last)
                m_cancel.cancel();
            return ok();
        };

        const Result<FlashReport> report = flash();

        if (report) {
            QVERIFY(isFlashed());
            continue;
        }
        QCOMPARE(report.error().code, Errc::Cancelled);
        QVERIFY2(m_card->all() == m_before || m_card->isEmptyBetween(0, 512), qPrintable(QString::number(last)));
    }
}

QTEST_GUILESS_MAIN(FaultsTest)
#include "tst_faults.moc"
