// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/progress.h"
#include "core/base/ratemeter.h"

#include <QTest>

using namespace coffer;

class ProgressTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void beginAndFinishAreAlwaysReported();
    void cancelIsAnErrorOfItsOwn();
    void rateForgetsAFastStart();
    void rateOfAStallFallsToNothing();
};

void ProgressTest::beginAndFinishAreAlwaysReported()
{
    QList<ProgressEvent> events;
    Progress progress([&](const ProgressEvent &event) { events += event; });
    progress.setNode(QStringLiteral("node07"));
    progress.begin(QStringLiteral("write"), 1000);
    for (int i = 0; i < 1000; ++i)
        progress.advance(1);
    progress.finish();

    QCOMPARE(events.first().done, 0);
    QCOMPARE(events.last().done, 1000);
    QCOMPARE(events.last().node, QStringLiteral("node07"));
    QVERIFY(events.size() < 100);
}

void ProgressTest::cancelIsAnErrorOfItsOwn()
{
    CancelToken token;
    const Progress progress({}, token);
    QVERIFY(progress.checkCancelled());
    token.cancel();
    QCOMPARE(progress.checkCancelled().error().code, Errc::Cancelled);
}

void ProgressTest::rateForgetsAFastStart()
{
    RateMeter meter;
    meter.sample(0, 0);
    meter.sample(1000, 100'000'000);
    for (int second = 2; second <= 10; ++second)
        meter.sample(second * 1000, 100'000'000 + (second - 1) * 1000);
    QCOMPARE(meter.bytesPerSecond(), 1000.0);
}

void ProgressTest::rateOfAStallFallsToNothing()
{
    RateMeter meter;
    meter.sample(0, 0);
    meter.sample(1000, 5000);
    for (int second = 2; second <= 8; ++second)
        meter.sample(second * 1000, 5000);
    QCOMPARE(meter.bytesPerSecond(), 0.0);
}

QTEST_GUILESS_MAIN(ProgressTest)
#include "tst_progress.moc"
