// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bmap/rangehash.h"
#include "core/flash/flash.h"
#include "support/fakeblocktarget.h"
#include "support/random.h"

#include <QBuffer>
#include <QElapsedTimer>
#include <QTest>

using namespace coffer;

namespace {

constexpr qint64 mebi = 1 << 20;

using Kind = FakeBlockTarget::Kind;
using Operation = FakeBlockTarget::Operation;

/// An image that can only be read forwards, as a decompressed one.
class ForwardDevice : public QIODevice
{
public:
    explicit ForwardDevice(const QByteArray &data) : m_data(data) {}
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 maxSize) override
    {
        const QByteArray part = m_data.mid(m_position, maxSize);
        std::copy(part.begin(), part.end(), data);
        m_position += part.size();
        return part.size();
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    const QByteArray m_data;
    qint64 m_position = 0;
};

void addChecksums(Bmap &map, const QByteArray &image)
{
    RangeHash hash(map.checksumType);
    for (BmapRange &range : map.ranges) {
        hash.add(QByteArrayView(image).sliced(map.offset(range), map.length(range)));
        range.checksum = hash.takeHex();
    }
}

} // namespace

class WriteImageTest : public QObject
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
    void flashesAnything();

private:
    Result<FlashReport> flash(bool sequential = false);
    bool headIsEmpty() const { return m_card->bytes.first(mebi).count('\0') == mebi; }

    QRandomGenerator m_random;
    QByteArray m_image;
    QByteArray m_before; ///< what the card held
    Bmap m_map;
    std::unique_ptr<FakeBlockTarget> m_card;
    Progress m_progress;
};

void WriteImageTest::init()
{
    m_progress = {};
    m_image = randomBytes(6 * mebi, m_random);
    m_before = randomBytes(9 * mebi, m_random);
    m_card = std::make_unique<FakeBlockTarget>(m_before);
    m_map = fullBmap(m_image.size());
    m_map.ranges = {{0, 3, {}}, {100, 599, {}}, {1000, 1000, {}}, {1300, 1535, {}}};
    addChecksums(m_map, m_image);
}

Result<FlashReport> WriteImageTest::flash(bool sequential)
{
    QBuffer plain(&m_image);
    ForwardDevice forward(m_image);
    QIODevice &image = sequential ? static_cast<QIODevice &>(forward) : plain;
    image.open(QIODevice::ReadOnly);
    return writeImage(image, m_map, *m_card, m_progress);
}

void WriteImageTest::writesMappedRangesAndLeavesTheRest()
{
    const Result<FlashReport> report = flash();

    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(report->bytesWritten, m_map.mappedBytes());
    QByteArray expected = m_before;
    expected.replace(0, mebi, QByteArray(mebi, '\0'));
    expected.replace(8 * mebi, mebi, QByteArray(mebi, '\0'));
    for (const BmapRange &range : std::as_const(m_map.ranges))
        expected.replace(m_map.offset(range), m_map.length(range), m_image.mid(m_map.offset(range), m_map.length(range)));
    QVERIFY(m_card->bytes == expected);
}

void WriteImageTest::writesFirstMebibyteLast()
{
    m_card->before = [this](const Operation &operation) {
        const bool isData = operation.kind == Kind::Write && operation.offset == 0 && m_card->writes().size() > 1;
        if (isData && m_card->operations.at(m_card->operations.size() - 2).kind != Kind::Flush)
            return Status(fail(Errc::Failed, QStringLiteral("no flush before the first MiB")));
        return ok();
    };

    const Result<FlashReport> report = flash();

    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    const QList<Operation> writes = m_card->writes();
    QCOMPARE(m_card->operations.last().kind, Kind::Flush);
    QCOMPARE(writes.last().offset, 0);
    QCOMPARE(writes.last().length, mebi);
    for (const Operation &write : writes.mid(2, writes.size() - 3))
        QVERIFY(write.offset >= mebi);
}

void WriteImageTest::wipesOldSignaturesFirst()
{
    QVERIFY(flash());

    QCOMPARE(m_card->operations[0].offset, 0);
    QCOMPARE(m_card->operations[0].length, mebi);
    QCOMPARE(m_card->operations[1].offset, 8 * mebi);
    QCOMPARE(m_card->operations[1].length, mebi);
    QCOMPARE(m_card->operations[2].kind, Kind::Flush);
}

void WriteImageTest::writesFullMap()
{
    m_image = randomBytes(3 * mebi + 512, m_random);
    m_map = fullBmap(m_image.size());
    m_card = std::make_unique<FakeBlockTarget>(randomBytes(m_image.size(), m_random));

    QVERIFY(flash());

    QVERIFY(m_card->bytes == m_image);
}

void WriteImageTest::readsForwardsOnly()
{
    QVERIFY(flash());
    const QByteArray expected = m_card->bytes;
    m_card->bytes = m_before;

    const Result<FlashReport> report = flash(true);

    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QVERIFY(m_card->bytes == expected);
}

void WriteImageTest::keepsWhatSharesABlockWithTheImage_data()
{
    QTest::addColumn<qint64>("imageSize");
    QTest::addColumn<qint64>("mapBlock");
    QTest::addColumn<qint64>("cardBlock");
    QTest::newRow("short last block") << 2 * mebi + 100 << qint64(4096) << qint64(512);
    QTest::newRow("short last block of a 4096 card") << 2 * mebi + 4097 << qint64(4096) << qint64(4096);
    QTest::newRow("map finer than the card") << 2 * mebi << qint64(512) << qint64(4096);
    QTest::newRow("image smaller than a block") << qint64(100) << qint64(512) << qint64(4096);
}

void WriteImageTest::keepsWhatSharesABlockWithTheImage()
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

void WriteImageTest::refusesDamagedImage()
{
    m_image[1400 * 4096] = char(m_image[1400 * 4096] + 1);

    const Result<FlashReport> report = flash();

    QVERIFY(!report);
    QCOMPARE(report.error().code, Errc::ChecksumMismatch);
    QVERIFY2(report.error().message.contains(QStringLiteral("5324800 and 6291455")), qPrintable(report.error().message));
    QVERIFY(headIsEmpty());
}

void WriteImageTest::checksOldChecksums()
{
    m_map.checksumType = ChecksumType::Sha1;
    addChecksums(m_map, m_image);
    QVERIFY(flash());
    m_image[0] = char(m_image[0] + 1);
    QCOMPARE(flash().error().code, Errc::ChecksumMismatch);
}

void WriteImageTest::refusesImageOfAnotherSize_data()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<bool>("sequential");
    QTest::newRow("short") << 6 * mebi - 1 << false;
    QTest::newRow("long") << 6 * mebi + 1 << false;
    QTest::newRow("short stream") << 6 * mebi - 1 << true;
    QTest::newRow("long stream") << 6 * mebi + 1 << true;
}

void WriteImageTest::refusesImageOfAnotherSize()
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

void WriteImageTest::refusesSmallCard()
{
    m_card = std::make_unique<FakeBlockTarget>(QByteArray(6 * mebi - 512, 'x'));

    const Result<FlashReport> report = flash();

    QCOMPARE(report.error().code, Errc::CardTooSmall);
    QVERIFY(m_card->operations.isEmpty());
}

void WriteImageTest::stopsWhenCancelled()
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
    QVERIFY2(sinceCancel.elapsed() < 100, qPrintable(QString::number(sinceCancel.elapsed())));
    QCOMPARE(m_card->operations.size(), before);
    QVERIFY(headIsEmpty());
}

void WriteImageTest::stopsWhenCancelledAtLast()
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

void WriteImageTest::passesFailureOfTheCardOn()
{
    m_card->before = [](const Operation &operation) {
        return operation.offset == 1000 * 4096 ? Status(fail(Errc::CardGone, QStringLiteral("gone"))) : ok();
    };

    const Result<FlashReport> report = flash();

    QVERIFY(!report);
    QCOMPARE(report.error().code, Errc::CardGone);
    QVERIFY(headIsEmpty());
}

void WriteImageTest::takesBackAFirstMebibyteThatIsNotSafe()
{
    m_card->before = [this](const Operation &operation) {
        const QList<Operation> writes = m_card->writes();
        const bool isLastFlush = operation.kind == Kind::Flush && writes.size() > 2 && writes.last().offset == 0;
        return isLastFlush ? Status(fail(Errc::Failed, QStringLiteral("cannot flush"))) : ok();
    };

    QVERIFY(!flash());
    QVERIFY(headIsEmpty());
}

void WriteImageTest::reportsProgress()
{
    QStringList phases;
    QList<ProgressEvent> events;
    m_progress = Progress([&](const ProgressEvent &event) {
        if (phases.isEmpty() || phases.last() != event.phase)
            phases.append(event.phase);
        events.append(event);
    });

    QVERIFY(flash());

    QCOMPARE(phases, (QStringList{QStringLiteral("write"), QStringLiteral("flush")}));
    for (const ProgressEvent &event : std::as_const(events))
        QVERIFY(event.done <= event.total);
    QCOMPARE(events.first().done, 0);
    QCOMPARE(events.first().total, m_map.mappedBytes());
}

void WriteImageTest::flashesAnything()
{
    for (int round = 0; round < 200; ++round) {
        const qint64 cardBlock = m_random.bounded(2) ? 512 : 4096;
        m_map = {1 + m_random.bounded(3 * mebi), qint64(512) << m_random.bounded(8), ChecksumType::Sha256, {}};
        m_image = randomBytes(m_map.imageSize, m_random);
        const qint64 cardSize = (m_map.imageSize + m_random.bounded(3 * mebi) + 4095) / 4096 * 4096;
        m_before = randomBytes(cardSize, m_random);
        m_card = std::make_unique<FakeBlockTarget>(m_before, cardBlock);
        const int gap = 1 << m_random.bounded(10);
        for (qint64 block = m_random.bounded(gap); block < m_map.blockCount();) {
            const qint64 last = std::min(block + m_random.bounded(gap), m_map.blockCount() - 1);
            m_map.ranges.append({block, last, {}});
            block = last + 1 + m_random.bounded(gap);
        }
        if (m_random.bounded(4))
            addChecksums(m_map, m_image);

        const Result<FlashReport> report = flash(m_random.bounded(2));

        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        QByteArray expected = m_before;
        const qint64 head = std::min(mebi, cardSize);
        const qint64 tail = std::max(head, cardSize - mebi);
        expected.replace(0, head, QByteArray(head, '\0'));
        expected.replace(tail, cardSize - tail, QByteArray(cardSize - tail, '\0'));
        for (const BmapRange &range : std::as_const(m_map.ranges))
            expected.replace(m_map.offset(range), m_map.length(range), m_image.mid(m_map.offset(range), m_map.length(range)));
        QVERIFY2(m_card->bytes == expected, qPrintable(QStringLiteral("round %1").arg(round)));
        QCOMPARE(m_card->writes().last().offset, 0);
    }
}

QTEST_GUILESS_MAIN(WriteImageTest)
#include "tst_writeimage.moc"
