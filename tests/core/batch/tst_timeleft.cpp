// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/timeleft.h"

#include <QTest>

using namespace coffer;

namespace {

Card cardIn(const QString &slot, quint64 seq)
{
    Card card;
    card.byId = slot;
    card.diskSeq = seq;
    return card;
}

BatchState stateOf(int nodes)
{
    Plan plan;
    for (int i = 0; i < nodes; ++i) {
        Node node;
        node.name = QStringLiteral("node0%1").arg(i);
        plan.entries.append({node});
    }
    return start(plan);
}

/// From an inserted card to its verified end, and out.
struct Bench
{
    BatchState state;
    BatchWatch watch = {};

    void happens(const BatchEvent &event, int second)
    {
        state = next(state, event);
        watch.note(state, qint64(second) * 1000);
    }
    void begin(const Card &card, int second)
    {
        happens(CardInserted{card}, second);
        happens(CardChecked{card, {}}, second);
    }
    void end(const Card &card, int second, const Result<FlashReport> &outcome = FlashReport{})
    {
        happens(WorkDone{card, outcome}, second);
        happens(CardRemoved{card}, second);
    }
    void tells(const QString &node, double left, int second)
    {
        ProgressEvent event;
        event.node = node;
        event.phase = QStringLiteral("write");
        event.secondsLeft = left;
        watch.note(event, qint64(second) * 1000);
    }
    double left(int second) const { return watch.secondsLeft(qint64(second) * 1000).value_or(-1); }
};

} // namespace

class TimeLeftTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsCardsSwapsAndSlots_data();
    void countsCardsSwapsAndSlots();
    void saysNothingWithoutABasis();
    void learnsFromFinishedCards();
    void countsTheTimeBetweenCards();
    void sharesTheWorkAmongTheSlotsInUse();
    void countsNoSlotThatIsLongUnused();
    void learnsNothingFromFailedCards();
    void forgetsACardThatWasPulled();
    void runsDownBetweenReports();
};

void TimeLeftTest::countsCardsSwapsAndSlots_data()
{
    QTest::addColumn<QList<double>>("cards");
    QTest::addColumn<double>("running"); // left; -1: unknown, after 40 s of it
    QTest::addColumn<int>("open");
    QTest::addColumn<int>("slotCount");
    QTest::addColumn<double>("left");
    const QList<double> hundred = {90, 100, 500};
    QTest::newRow("all done") << hundred << 0.0 << 0 << 1 << 0.0;
    QTest::newRow("the last card") << QList<double>() << 30.0 << 0 << 1 << 30.0;
    QTest::newRow("nothing known") << QList<double>() << -1.0 << 0 << 1 << -1.0;
    QTest::newRow("one known, none finished") << QList<double>() << 30.0 << 2 << 1 << -1.0;
    QTest::newRow("median and swap") << hundred << 30.0 << 2 << 1 << 30.0 + 2 * 110;
    QTest::newRow("running card does not tell") << hundred << -1.0 << 1 << 1 << 60.0 + 110;
    QTest::newRow("two slots, one idle") << hundred << 30.0 << 2 << 2 << 140.0;
    QTest::newRow("two slots, three open") << hundred << 30.0 << 3 << 2 << 220.0;
    QTest::newRow("even number: middle two") << QList<double>{100, 200} << 0.0 << 1 << 1 << 160.0;
}

void TimeLeftTest::countsCardsSwapsAndSlots()
{
    QFETCH(QList<double>, cards);
    QFETCH(double, running);
    QFETCH(int, open);
    QFETCH(int, slotCount);
    const BatchPace pace = {cards, {10}, {{40, running}}, open, slotCount};
    QTEST(secondsLeftOf(pace).value_or(-1), "left");
}

void TimeLeftTest::saysNothingWithoutABasis()
{
    Bench bench = {stateOf(3)};
    bench.watch.note(bench.state, 0);
    QCOMPARE(bench.left(0), -1.0);
    bench.begin(cardIn(QStringLiteral("a"), 1), 0);
    bench.tells(QStringLiteral("node00"), 50, 1);
    QCOMPARE(bench.left(1), -1.0);
    QCOMPARE(bench.watch.secondsLeftOfCard(QStringLiteral("node00"), 1000), 50.0);
}

void TimeLeftTest::learnsFromFinishedCards()
{
    Bench bench = {stateOf(3)};
    bench.begin(cardIn(QStringLiteral("a"), 1), 0);
    bench.end(cardIn(QStringLiteral("a"), 1), 100);
    QCOMPARE(bench.left(100), 200.0);
}

void TimeLeftTest::countsTheTimeBetweenCards()
{
    Bench bench = {stateOf(3)};
    bench.begin(cardIn(QStringLiteral("a"), 1), 0);
    bench.end(cardIn(QStringLiteral("a"), 1), 100);
    bench.begin(cardIn(QStringLiteral("a"), 2), 120);
    bench.tells(QStringLiteral("node01"), 90, 130);
    QCOMPARE(bench.left(130), 90.0 + 20 + 100);
}

void TimeLeftTest::sharesTheWorkAmongTheSlotsInUse()
{
    Bench bench = {stateOf(6)};
    for (const QString &slot : {QStringLiteral("a"), QStringLiteral("b")})
        bench.begin(cardIn(slot, 1), 0);
    for (const QString &slot : {QStringLiteral("a"), QStringLiteral("b")})
        bench.end(cardIn(slot, 1), 100);
    QCOMPARE(bench.left(100), 200.0); // four cards, two at a time
}

void TimeLeftTest::countsNoSlotThatIsLongUnused()
{
    Bench bench = {stateOf(9)};
    for (const QString &slot : {QStringLiteral("a"), QStringLiteral("b")})
        bench.begin(cardIn(slot, 1), 0);
    for (const QString &slot : {QStringLiteral("a"), QStringLiteral("b")})
        bench.end(cardIn(slot, 1), 100);
    for (int turn = 1; turn <= 3; ++turn) { // in "a" alone
        bench.begin(cardIn(QStringLiteral("a"), quint64(turn) + 1), turn * 100);
        bench.end(cardIn(QStringLiteral("a"), quint64(turn) + 1), turn * 100 + 100);
    }
    QCOMPARE(bench.watch.pace(400 * 1000).slotCount, 1);
    QCOMPARE(bench.left(400), 4 * 100.0);
}

void TimeLeftTest::learnsNothingFromFailedCards()
{
    Bench bench = {stateOf(2)};
    bench.begin(cardIn(QStringLiteral("a"), 1), 0);
    bench.end(cardIn(QStringLiteral("a"), 1), 3, fail(Errc::Failed, QStringLiteral("No.")));
    QCOMPARE(bench.left(3), -1.0);
}

void TimeLeftTest::forgetsACardThatWasPulled()
{
    Bench bench = {stateOf(2)};
    const Card card = cardIn(QStringLiteral("a"), 1);
    bench.happens(CardInserted{card}, 0);
    QCOMPARE(bench.watch.pace(0).running.size(), 1);
    bench.happens(CardRemoved{card}, 1);
    QCOMPARE(bench.watch.pace(1000).running.size(), 0);
    QCOMPARE(bench.watch.pace(1000).open, 2);
}

void TimeLeftTest::runsDownBetweenReports()
{
    Bench bench = {stateOf(1)};
    bench.begin(cardIn(QStringLiteral("a"), 1), 0);
    bench.tells(QStringLiteral("node00"), 50, 10);
    QCOMPARE(bench.left(15), 45.0);
    ProgressEvent image;
    image.node = QStringLiteral("node00");
    image.phase = QStringLiteral("unpack");
    bench.watch.note(image, 15000);
    QCOMPARE(bench.left(15), 45.0);
    QCOMPARE(bench.left(100), 0.0);
}

QTEST_GUILESS_MAIN(TimeLeftTest)
#include "tst_timeleft.moc"
