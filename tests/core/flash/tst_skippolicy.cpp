// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/skippolicy.h"

#include <QTest>

using namespace coffer;

namespace {

using Choice = SkipPolicy::Choice;

constexpr double perMega = 1e-6; ///< seconds a byte of a card that does 1 MB/s
constexpr Costs usual{perMega / 90, perMega / 40, 0};

Speed measured(double seconds, qint64 bytes, int requests)
{
    Speed speed;
    Speed::Clock::time_point now;
    for (int i = 0; i < requests; ++i) {
        speed.started(now);
        now += std::chrono::duration_cast<Speed::Clock::duration>(std::chrono::duration<double>(seconds / requests));
        speed.ended(now, bytes / requests);
    }
    return speed;
}

/// How many of the next stretches are compared, when each then has this share.
int comparedOf(SkipPolicy &policy, int stretches, double share, const Costs &costs = usual)
{
    int compared = 0;
    for (int i = 0; i < stretches; ++i) {
        if (policy.choose(0, costs) == Choice::Compare) {
            ++compared;
            policy.compared(share);
        }
    }
    return compared;
}

} // namespace

class SkipPolicyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitsForTheFirstSamples();
    void writesEverythingWhenNotToSkip();
    void comparesEverythingOnAnEqualCard();
    void soonGivesUpOnAFreshCard();
    void beginsAgainWhereItPays();
    void knowsWhenComparingDoesNotPay_data();
    void knowsWhenComparingDoesNotPay();
    void takesReadingForTwiceAsFastUnmeasured();
    void measuresWhatASmallWriteCosts();
    void joinsGapsThatCostLessThanARequest();
    void writesManySmallPartsInOne();
};

void SkipPolicyTest::waitsForTheFirstSamples()
{
    SkipPolicy policy(true, true);
    QCOMPARE(policy.choose(0, {}), Choice::Compare);
    QCOMPARE(policy.choose(1, {}), Choice::Compare);
    QCOMPARE(policy.choose(2, {}), Choice::Wait);
    policy.compared(0);
    QCOMPARE(policy.choose(1, {}), Choice::Wait);
    policy.compared(0);
    QVERIFY(policy.choose(0, usual) != Choice::Wait);
}

void SkipPolicyTest::writesEverythingWhenNotToSkip()
{
    SkipPolicy policy(false, true);
    QCOMPARE(comparedOf(policy, 1000, 1), 0);
}

void SkipPolicyTest::comparesEverythingOnAnEqualCard()
{
    for (const bool verifies : {true, false}) {
        SkipPolicy policy(true, verifies);
        QCOMPARE(comparedOf(policy, 1000, 1), 1000);
    }
}

void SkipPolicyTest::soonGivesUpOnAFreshCard()
{
    SkipPolicy policy(true, true);
    const int compared = comparedOf(policy, 1000, 0);
    QVERIFY2(compared >= 2 + 1000 / 80 && compared <= 2 + 1000 / 60, qPrintable(QString::number(compared)));
}

void SkipPolicyTest::beginsAgainWhereItPays()
{
    SkipPolicy policy(true, true);
    comparedOf(policy, 200, 0);
    QVERIFY(comparedOf(policy, 200, 1) > 100);
    QVERIFY(comparedOf(policy, 200, 0) < 20);
}

void SkipPolicyTest::knowsWhenComparingDoesNotPay_data()
{
    QTest::addColumn<double>("read"); // MB/s
    QTest::addColumn<double>("write");
    QTest::addColumn<bool>("verifies");
    QTest::addColumn<double>("share");
    QTest::addColumn<bool>("pays");
    QTest::newRow("reads as fast as it writes") << 40.0 << 40.0 << false << 0.95 << false;
    QTest::newRow("the same, but reading back is spared too") << 40.0 << 40.0 << true << 0.95 << true;
    QTest::newRow("reads twice as fast, little is there") << 80.0 << 40.0 << false << 0.4 << false;
    QTest::newRow("reads twice as fast, more is there") << 80.0 << 40.0 << false << 0.6 << true;
    QTest::newRow("reads more slowly") << 20.0 << 40.0 << false << 1.0 << false;
}

void SkipPolicyTest::knowsWhenComparingDoesNotPay()
{
    QFETCH(double, read);
    QFETCH(double, write);
    QFETCH(bool, verifies);
    QFETCH(double, share);
    QFETCH(bool, pays);
    SkipPolicy policy(true, verifies);
    const Costs costs{perMega / read, perMega / write, 0};
    comparedOf(policy, 2, share, costs);

    const int compared = comparedOf(policy, 50, share, costs);

    QCOMPARE(compared, pays ? 50 : 0);
}

void SkipPolicyTest::takesReadingForTwiceAsFastUnmeasured()
{
    const Costs fromReading = costsOf(measured(1, 80'000'000, 10), {}, {});
    QCOMPARE(fromReading.write, fromReading.read * 2);
    const Costs fromWriting = costsOf({}, measured(1, 40'000'000, 10), {});
    QCOMPARE(fromWriting.read, fromWriting.write / 2);
    const Costs nothing = costsOf({}, {}, {});
    QCOMPARE(nothing.read, 0.0);
    QCOMPARE(nothing.write, 0.0);
}

void SkipPolicyTest::measuresWhatASmallWriteCosts()
{
    // 4096 bytes in 5 ms, on a card that does 40 MB/s
    const Costs costs = costsOf({}, measured(1, 40'000'000, 10), measured(0.5, 409'600, 100));
    QVERIFY2(std::abs(costs.request - (0.005 - 4096 / 40e6)) < 1e-6, qPrintable(QString::number(costs.request)));
    // as fast as the large ones
    QCOMPARE(costsOf({}, measured(1, 40'000'000, 10), measured(0.001, 409'600, 100)).request, 0.0);
}

void SkipPolicyTest::joinsGapsThatCostLessThanARequest()
{
    QCOMPARE(worthwhileGap({0, perMega / 40, 0.001}), qint64(40'000));
    QCOMPARE(worthwhileGap({0, perMega / 40, 0}), qint64(0));
    QCOMPARE(worthwhileGap({0, perMega / 40, 1}), qint64(256 * 1024));
    QCOMPARE(worthwhileGap({}), qint64(0));
}

void SkipPolicyTest::writesManySmallPartsInOne()
{
    Stretch stretch;
    for (qint64 i = 0; i < 64; ++i)
        stretch.parts.append({i * 8192, 4096, i, true});
    QVERIFY(isFasterInOne(stretch, {perMega / 90, perMega / 40, 0.005}));
    QVERIFY(!isFasterInOne(stretch, usual));
    stretch.parts.resize(1);
    QVERIFY(!isFasterInOne(stretch, {perMega / 90, perMega / 40, 0.005}));
}

QTEST_GUILESS_MAIN(SkipPolicyTest)
#include "tst_skippolicy.moc"
