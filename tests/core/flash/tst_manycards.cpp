// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/flash.h"
#include "core/flash/imagememory.h"
#include "support/cardfaults.h"
#include "support/imagefile.h"
#include "support/randomimage.h"
#include "support/shuffledqueue.h"
#include "support/threadedcard.h"

#include <QDir>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;
using namespace std::chrono_literals;

namespace {

constexpr qint64 mebi = 1 << 20;
constexpr int rounds = 8;

using Kind = MemoryCard::Kind;
using Outcomes = QList<Result<FlashReport>>;

QString messageOf(const Result<FlashReport> &outcome)
{
    return outcome ? QStringLiteral("ok") : outcome.error().message;
}

} // namespace

/// Several cards from one reading of the image: none is the worse for what happens to another.
class ManyCardsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void endEachAlone();
    void areNotHeldUpByASlowOne_data();
    void areNotHeldUpByASlowOne();
    void allEndWhenTheImageIsDamaged_data();
    void allEndWhenTheImageIsDamaged();
    void allEndWhenARememberedImageIsChanged();
    void getAnyImage();

private:
    MemoryCard &add(qint64 size);
    Outcomes flash(const ImageSource &image);
    bool holdsImage(const MemoryCard &card) const { return holdsMapped(card.all(), m_bytes, m_map); }

    QTemporaryDir m_folder;
    QRandomGenerator m_random;
    QByteArray m_bytes;
    Bmap m_map;
    ImageSource m_raw;
    ImageSource m_packed;
    FlashOptions m_options;
    std::vector<std::unique_ptr<MemoryCard>> m_cards;
    QList<CancelToken> m_cancels;
    QList<Progress::Sink> m_sinks;
};

void ManyCardsTest::initTestCase()
{
    m_random = seededGenerator();
    m_bytes = QByteArray(48 * mebi, 'x');
    for (qint64 at = 0; at < m_bytes.size(); at += 4096)
        m_bytes.replace(at, 8, randomBytes(8, m_random));
    m_map = fullBmap(m_bytes.size());
    m_map.ranges = {{0, 400, {}}, {500, 4000, {}}, {4200, m_map.blockCount() - 1, {}}};
    addChecksums(m_map, m_bytes);
    m_raw = imageFile(m_folder.path(), m_bytes, m_map);
    m_packed = imageFile(m_folder.path(), m_bytes, m_map, true);
    QVERIFY(!m_raw.path.isEmpty() && !m_packed.path.isEmpty());
    QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("memory")));
    QTRY_VERIFY(!imageIdentity(m_raw).isEmpty() && !imageIdentity(m_packed).isEmpty()); // so that they are remembered
}

void ManyCardsTest::init()
{
    m_cards.clear();
    m_cancels.clear();
    m_sinks.clear();
    m_options = {};
}

MemoryCard &ManyCardsTest::add(qint64 size)
{
    m_cards.push_back(std::make_unique<MemoryCard>(size));
    m_cards.back()->setBytes(0, QByteArray(std::min(size, mebi), 'o'));
    m_cancels.append(CancelToken());
    m_sinks.append(Progress::Sink());
    return *m_cards.back();
}

Outcomes ManyCardsTest::flash(const ImageSource &image)
{
    std::deque<Progress> progresses;
    QList<FlashTask> tasks;
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        progresses.emplace_back(m_sinks[qsizetype(i)], m_cancels[qsizetype(i)]);
        tasks.append({m_cards[i].get(), &progresses.back()});
    }
    return flashCards(image, tasks, m_options);
}

void ManyCardsTest::endEachAlone()
{
    const qint64 size = m_bytes.size() + 3 * mebi;
    MemoryCard &small = add(m_bytes.size() - 512);
    MemoryCard &sound = add(size);
    MemoryCard &failing = add(size);
    failing.before = fails(Kind::Write, 20 * mebi, forEver);
    MemoryCard &stalled = add(size);
    stalled.queue = shuffled(1, [](const Transfer &transfer) {
        return transfer.kind == Transfer::Kind::Write && transfer.offset >= 9 * mebi;
    });
    MemoryCard &cancelled = add(size);
    cancelled.before = [cancel = m_cancels.last()](const MemoryCard::Operation &operation) {
        if (operation.kind == Kind::Write && operation.offset > 10 * mebi)
            cancel.cancel();
        return ok();
    };
    MemoryCard &flipping = add(size);
    flipping.onWrite = flips(30 * mebi, 1);
    m_options.patience = {500ms, 2000ms};

    const Outcomes outcomes = flash(m_raw);

    QCOMPARE(outcomes.size(), 6);
    QCOMPARE(outcomes[0].error().code, Errc::CardTooSmall);
    QVERIFY(small.operations().isEmpty());
    QVERIFY2(outcomes[1], qPrintable(messageOf(outcomes[1])));
    QVERIFY(holdsImage(sound));
    QCOMPARE(outcomes[2].error().code, Errc::Failed);
    QVERIFY(failing.isEmptyBetween(0, mebi));
    QCOMPARE(outcomes[3].error().code, Errc::CardStalled);
    QVERIFY(stalled.isEmptyBetween(0, mebi));
    QCOMPARE(outcomes[4].error().code, Errc::Cancelled);
    QVERIFY(cancelled.isEmptyBetween(0, mebi));
    QVERIFY2(outcomes[5], qPrintable(messageOf(outcomes[5])));
    QCOMPARE(outcomes[5]->repaired, 1);
    QVERIFY(holdsImage(flipping));
}

void ManyCardsTest::areNotHeldUpByASlowOne_data()
{
    QTest::addColumn<bool>("isPacked");
    QTest::addColumn<bool>("isRemembered");
    QTest::addColumn<int>("slow");
    QTest::newRow("raw, one slow") << false << false << 1;
    QTest::newRow("raw, three slow") << false << false << 3;
    QTest::newRow("raw, four slow") << false << false << 4;
    QTest::newRow("raw, remembered, four slow") << false << true << 4;
    QTest::newRow("packed, one slow") << true << false << 1; // unpacking once more is worth a wait of 3 s
    QTest::newRow("packed, remembered, two slow") << true << true << 2;
}

/// The slow ones stop until the fast ones have all of the image.
void ManyCardsTest::areNotHeldUpByASlowOne()
{
    QFETCH(bool, isPacked);
    QFETCH(bool, isRemembered);
    QFETCH(int, slow);
    const ImageSource &image = isPacked ? m_packed : m_raw;
    if (isRemembered) {
        m_options.memory = m_folder.filePath(QStringLiteral("memory"));
        add(m_bytes.size());
        QVERIFY(flash(image).first());
        QVERIFY(!ImageMemory(m_options.memory).recall(imageIdentity(image), countStretches(m_map)).isEmpty());
        m_cards.clear();
        m_cancels.clear();
        m_sinks.clear();
    }
    QSemaphore finished;
    std::atomic<int> outlasted = 0;
    for (int i = 0; i < slow; ++i) {
        MemoryCard &card = add(m_bytes.size() + mebi);
        card.before = [&, i, isFirst = std::make_shared<std::atomic<bool>>(true)](const MemoryCard::Operation &operation) {
            if (operation.kind == Kind::Write && operation.offset > (2 + 10 * i) * mebi && isFirst->exchange(false))
                outlasted += finished.tryAcquire(1, 30'000) ? 1 : 0;
            return ok();
        };
    }
    std::atomic<int> fast = 2;
    for (int i = 0; i < 2; ++i) {
        add(m_bytes.size() + mebi);
        m_sinks.last() = [&, isFinishing = false](const ProgressEvent &event) mutable {
            if (event.phase == u"finish" && std::exchange(isFinishing, true) && --fast == 0)
                finished.release(slow);
        };
    }

    const Outcomes outcomes = flash(image);

    QCOMPARE(outlasted.load(), slow);
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        QVERIFY2(outcomes[qsizetype(i)], qPrintable(messageOf(outcomes[qsizetype(i)])));
        QVERIFY(holdsImage(*m_cards[i]));
    }
}

void ManyCardsTest::allEndWhenTheImageIsDamaged_data()
{
    QTest::addColumn<bool>("isPacked");
    QTest::newRow("raw") << false;
    QTest::newRow("packed") << true;
}

void ManyCardsTest::allEndWhenTheImageIsDamaged()
{
    QFETCH(bool, isPacked);
    QByteArray damaged = m_bytes;
    damaged[damaged.size() - 5] = 'y';
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("damaged")));
    const ImageSource image = imageFile(m_folder.filePath(QStringLiteral("damaged")), damaged, m_map, isPacked);
    m_options.verify = false;
    for (int i = 0; i < 3; ++i)
        add(m_bytes.size() + i * mebi).queue = threaded(1 + i);

    const Outcomes outcomes = flash(image);

    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        QVERIFY(!outcomes[qsizetype(i)]);
        QCOMPARE(outcomes[qsizetype(i)].error().code, Errc::InvalidInput);
        QVERIFY2(messageOf(outcomes[qsizetype(i)]).contains(QStringLiteral("damaged")), qPrintable(messageOf(outcomes[qsizetype(i)])));
        QVERIFY(m_cards[i]->isEmptyBetween(0, mebi));
    }
}

/// In the midst of it.
void ManyCardsTest::allEndWhenARememberedImageIsChanged()
{
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("changing")));
    const ImageSource image = imageFile(m_folder.filePath(QStringLiteral("changing")), m_bytes, m_map);
    QTRY_VERIFY(!imageIdentity(image).isEmpty());
    m_options.memory = m_folder.filePath(QStringLiteral("memory"));
    add(m_bytes.size());
    QVERIFY(flash(image).first());
    m_cards.front()->setBytes(20 * mebi, "damage");
    m_cards.front()->before = [&, isFirst = true](const MemoryCard::Operation &) mutable {
        QFile file(image.path);
        if (std::exchange(isFirst, false) && !(file.open(QIODevice::ReadWrite) && file.seek(20 * mebi + 4096) && file.write("change") == 6))
            return Status(fail(Errc::Failed, file.errorString()));
        return ok();
    };

    const Outcomes outcomes = flash(image);

    QVERIFY(!outcomes.first());
    QCOMPARE(outcomes.first().error().code, Errc::InvalidInput);
    QVERIFY2(messageOf(outcomes.first()).contains(QStringLiteral("changed")), qPrintable(messageOf(outcomes.first())));
}

/// Many at once, each with several requests at once.
void ManyCardsTest::getAnyImage()
{
    for (int round = 0; round < rounds; ++round) {
        m_cards.clear();
        m_cancels.clear();
        m_sinks.clear();
        ImageSource image = m_random.bounded(4) ? m_raw : m_packed;
        image.map = randomMap(m_bytes.size(), m_random);
        m_options.memory = m_random.bounded(2) ? m_folder.filePath(QStringLiteral("memory")) : QString();
        m_options.verify = m_random.bounded(3) > 0;
        QList<QByteArray> before;
        for (int i = 2 + m_random.bounded(3); i > 0; --i) {
            MemoryCard &card = add(m_bytes.size() + 4096 * m_random.bounded(500));
            QByteArray contents = (m_random.bounded(2) ? m_bytes : QByteArray(m_bytes.size(), 'o')).leftJustified(card.size(), 'o');
            contents[(1 + m_random.bounded(40)) * mebi] = 'c';
            card.setContents(SparseBytes(contents));
            if (m_random.bounded(3))
                card.queue = threaded(1 + m_random.bounded(4));
            before.append(contents);
        }

        const Outcomes outcomes = flash(image);

        for (std::size_t i = 0; i < m_cards.size(); ++i) {
            QVERIFY2(outcomes[qsizetype(i)], qPrintable(messageOf(outcomes[qsizetype(i)])));
            QVERIFY2(m_cards[i]->all() == flashed(before[qsizetype(i)], m_bytes, image.map), qPrintable(QString::number(round)));
        }
    }
}

QTEST_GUILESS_MAIN(ManyCardsTest)
#include "tst_manycards.moc"
