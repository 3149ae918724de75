// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/flash.h"
#include "core/flash/imagememory.h"
#include "support/imagefile.h"
#include "support/randomimage.h"
#include "support/shuffledqueue.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

namespace {

constexpr qint64 mebi = 1 << 20;
constexpr int rounds = 600;
constexpr qint64 secondsAtMost = 12;

} // namespace

/// The power goes at any operation, and of what was not flushed some sectors are stored and others not: a card that looks
/// complete then is complete.
class PowerCutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void leavesNoDirtyCardThatLooksComplete();
    void leavesNoOlderCardThatLooksComplete_data();
    void leavesNoOlderCardThatLooksComplete();

private:
    bool beginRound(const QElapsedTimer &clock, int round, bool isNeeded = false);
    bool cut(const QByteArray &before);
    void goOn(const QByteArray &afterCut);

    QTemporaryDir m_folder;
    QRandomGenerator m_random;
    QByteArray m_bytes;
    ImageSource m_image;
    FlashOptions m_options;
    std::unique_ptr<MemoryCard> m_card;
};

void PowerCutTest::initTestCase()
{
    m_random = seededGenerator();
    QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("memory")));
    m_bytes = randomBytes(2 * mebi + 300 * 1024, m_random);
    m_bytes.replace(510, 2, "\x55\xaa");
    m_image = imageFile(m_folder.path(), m_bytes, fullBmap(m_bytes.size()));
    QTRY_VERIFY(!imageIdentity(m_image).isEmpty()); // so that it is remembered
}

/// Another map, whose first blocks have the partition table, and other options. When the time is over, only where it is needed.
bool PowerCutTest::beginRound(const QElapsedTimer &clock, int round, bool isNeeded)
{
    m_image.map = randomMap(m_bytes.size(), m_random);
    if (m_image.map.ranges.isEmpty() || m_image.map.ranges.first().first > 0)
        m_image.map.ranges.prepend({0, 0, {}});
    m_options = {};
    m_options.verify = m_random.bounded(2);
    m_options.skipEqual = m_random.bounded(4) > 0;
    m_options.memory = m_random.bounded(2) ? m_folder.filePath(QStringLiteral("memory")) : QString();
    return round < rounds && (isNeeded || clock.elapsed() < secondsAtMost * 1000 / 3) && !QTest::currentTestFailed();
}

/// Flashes the card that holds `before`, and cuts the power somewhere; whether there was an operation to cut.
bool PowerCutTest::cut(const QByteArray &before)
{
    m_card = std::make_unique<MemoryCard>(before);
    m_card->queue = shuffled(m_random.generate());
    Progress progress;
    // How many operations it takes is known from a card that is left alone; the order of another need not be the same.
    static_cast<void>(flashCard(m_image, *m_card, progress, m_options));
    const qint64 operations = m_card->operations().size();
    m_card->setContents(SparseBytes(before));
    m_card->forgetOperations();
    const bool atTheEnds = m_random.bounded(2); // where few operations decide
    const qint64 last = std::min<qint64>(operations, 12);
    const qint64 fromAnEnd = m_random.bounded(last);
    m_card->cutPowerAt(!atTheEnds ? m_random.bounded(operations) : m_random.bounded(2) ? fromAnEnd : operations - 1 - fromAnEnd);
    const Result<FlashReport> report = flashCard(m_image, *m_card, progress, m_options);
    const bool wasCut = !report;
    if (report)
        m_card->cutPowerAt(operations + 1000);
    m_card->restorePower(m_random);
    return wasCut;
}

/// What a cut leaves can be flashed like any card.
void PowerCutTest::goOn(const QByteArray &afterCut)
{
    Progress progress;
    const Result<FlashReport> report = flashCard(m_image, *m_card, progress, m_options);
    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QVERIFY(m_card->all() == flashed(afterCut, m_bytes, m_image.map));
}

void PowerCutTest::leavesNoDirtyCardThatLooksComplete()
{
    QElapsedTimer clock;
    clock.start();
    int complete = 0;
    int round = 0;
    for (; beginRound(clock, round); ++round) {
        const QByteArray before = randomBytes(m_bytes.size() + 4096 * m_random.bounded(300) + 1024, m_random);

        cut(before);

        const QByteArray after = m_card->all();
        if (after.first(512) != m_bytes.first(512))
            continue;
        ++complete;
        QVERIFY2(holdsMapped(after, m_bytes, m_image.map), qPrintable(QStringLiteral("round %1").arg(round)));
        if (round % 4 == 0)
            goOn(after);
    }
    qInfo("%d rounds, %d cards complete", round, complete);
}

void PowerCutTest::leavesNoOlderCardThatLooksComplete_data()
{
    QTest::addColumn<bool>("isSameTable");
    QTest::newRow("with the same partition table") << true;
    QTest::newRow("with another partition table") << false;
}

/// The card held an image that works: after the cut it still does, or nobody takes it for one, or the new one is there.
void PowerCutTest::leavesNoOlderCardThatLooksComplete()
{
    QFETCH(bool, isSameTable);
    QElapsedTimer clock;
    clock.start();
    int untouched = 0, empty = 0, complete = 0;
    int round = 0;
    const auto hasSeenAll = [&] { return untouched > 0 && empty > 0 && complete > 0; };
    for (; beginRound(clock, round, !hasSeenAll()); ++round) {
        QByteArray before = randomBytes(m_bytes.size() + 4096 * m_random.bounded(300) + 1024, m_random);
        if (m_random.bounded(2)) { // much of it is as it should be
            for (qint64 at = 0; at + 4096 <= m_bytes.size(); at += 4096) {
                if (m_random.bounded(10) > 0)
                    before.replace(at, 4096, m_bytes.mid(at, 4096));
            }
        }
        if (m_random.bounded(2)) // no second partition table
            before.replace(before.size() - mebi, mebi, QByteArray(mebi, '\0'));
        before.replace(0, 512, isSameTable ? m_bytes.first(512) : randomBytes(510, m_random) + "\x55\xaa");

        cut(before);

        const QByteArray after = m_card->all();
        const bool isUntouched = after == before;
        const bool isComplete = after.first(512) == m_bytes.first(512) && holdsMapped(after, m_bytes, m_image.map);
        const bool looksEmpty = after.mid(510, 2) != "\x55\xaa";
        QVERIFY2(isUntouched || isComplete || looksEmpty, qPrintable(QStringLiteral("round %1").arg(round)));
        untouched += isUntouched;
        empty += looksEmpty;
        complete += isComplete;
        if (round % 4 == 0)
            goOn(after);
    }
    qInfo("%d rounds: %d cards untouched, %d empty, %d complete", round, untouched, empty, complete);
    QVERIFY(hasSeenAll());
}

QTEST_GUILESS_MAIN(PowerCutTest)
#include "tst_powercut.moc"
