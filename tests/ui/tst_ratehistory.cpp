// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ratehistory.h"

#include <QTest>

using namespace coffer;

namespace {

ProgressEvent told(const QString &phase, double rate, const QString &node = QStringLiteral("node00"))
{
    ProgressEvent event;
    event.node = node;
    event.phase = phase;
    event.rate = rate;
    return event;
}

const QString writing = QStringLiteral("write");
const QString readingBack = QStringLiteral("verify");

} // namespace

class RateHistoryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void addsUpWhatTheCardsTell();
    void endsACardsPartWithItsPhase();
    void forgetsACardThatIsSilent();
    void takesFewPointsAndForgetsOldOnes();
    void drawsNoLineThroughATimeInWhichNothingWasDone();
    void isQuietWhenAllIsZero();
    void dividesAxesByRoundNumbers_data();
    void dividesAxesByRoundNumbers();
};

void RateHistoryTest::addsUpWhatTheCardsTell()
{
    RateHistory history;
    history.note(told(writing, 10), 0);
    history.note(told(writing, 20, QStringLiteral("node01")), 0);
    history.note(told(readingBack, 5, QStringLiteral("node02")), 0);
    QVERIFY(history.advance(0));
    QCOMPARE(history.last(), (RateHistory::Point{0, 30, 5}));
}

void RateHistoryTest::endsACardsPartWithItsPhase()
{
    RateHistory history;
    history.note(told(writing, 10), 0);
    history.note(told(QStringLiteral("flush"), 0), 100);
    history.advance(100);
    QCOMPARE(history.last().writeRate, 0.0);
    history.note(told(readingBack, 7), 1000);
    history.advance(1000);
    QCOMPARE(history.last(), (RateHistory::Point{1000, 0, 7}));
    ProgressEvent line = told(QStringLiteral("log"), 0);
    line.text = QStringLiteral("a line");
    history.note(line, 1500);
    history.advance(1500);
    QCOMPARE(history.last().readRate, 7.0);
}

void RateHistoryTest::forgetsACardThatIsSilent()
{
    RateHistory history;
    history.note(told(writing, 10), 0);
    history.advance(0);
    history.advance(RateHistory::staleMs);
    QCOMPARE(history.last().writeRate, 10.0);
    history.advance(RateHistory::staleMs + RateHistory::everyMs);
    QCOMPARE(history.last().writeRate, 0.0);
}

void RateHistoryTest::takesFewPointsAndForgetsOldOnes()
{
    RateHistory history;
    const qint64 hour = 3600 * 1000;
    for (qint64 ms = 0; ms <= hour; ms += 10) {
        history.note(told(writing, 10), ms);
        history.advance(ms);
    }
    QCOMPARE(history.points().size(), RateHistory::spanMs / RateHistory::everyMs + 1);
    QCOMPARE(history.points().first().ms, hour - RateHistory::spanMs);
    QCOMPARE(history.last().ms, hour);
}

void RateHistoryTest::drawsNoLineThroughATimeInWhichNothingWasDone()
{
    RateHistory history;
    history.note(told(writing, 10), 0);
    history.advance(0);
    history.note(told(writing, 10), 60000);
    history.advance(60000);
    QCOMPARE(history.points(), (QList<RateHistory::Point>{{0, 10, 0}, {500, 0, 0}, {59500, 0, 0}, {60000, 10, 0}}));
}

void RateHistoryTest::isQuietWhenAllIsZero()
{
    RateHistory history;
    history.advance(0);
    QVERIFY(history.isQuiet());
    history.note(told(writing, 10), 1000);
    history.advance(1000);
    QVERIFY(!history.isQuiet());
    history.advance(10000);
    QVERIFY(!history.isQuiet()); // it is still to be seen
    history.advance(1000 + RateHistory::spanMs + 1000);
    QVERIFY(history.isQuiet());
}

void RateHistoryTest::dividesAxesByRoundNumbers_data()
{
    QTest::addColumn<double>("most");
    QTest::addColumn<int>("parts");
    QTest::addColumn<double>("step");
    QTest::newRow("exactly") << 100.0 << 4 << 50.0;
    QTest::newRow("one above") << 101.0 << 4 << 50.0;
    QTest::newRow("small") << 0.9 << 4 << 0.5;
    QTest::newRow("one part") << 42.0 << 1 << 50.0;
    QTest::newRow("up to the next power") << 9.0 << 1 << 10.0;
    QTest::newRow("megabytes") << 83e6 << 4 << 50e6;
    QTest::newRow("twos") << 7.0 << 4 << 2.0;
}

void RateHistoryTest::dividesAxesByRoundNumbers()
{
    QFETCH(double, most);
    QFETCH(int, parts);
    QTEST(niceStep(most, parts), "step");
}

QTEST_GUILESS_MAIN(RateHistoryTest)
#include "tst_ratehistory.moc"
