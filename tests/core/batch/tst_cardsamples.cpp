// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/cardsamples.h"

#include <QTest>

using namespace coffer;

class CardSamplesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatIsFew();
    void staysBoundedAndCoversTheWholeTime();
    void keepsTheMeanWhenThinned();
    void tellsWritingFromReading();
};

void CardSamplesTest::keepsWhatIsFew()
{
    CardSamples samples;
    samples.add({1, 10, 0});
    samples.add({2, 20, 0});
    QCOMPARE(samples.points(), (QList<CardSample>{{1, 10, 0}, {2, 20, 0}}));
}

void CardSamplesTest::staysBoundedAndCoversTheWholeTime()
{
    constexpr int count = 100000;
    CardSamples samples;
    for (int i = 0; i < count; ++i) {
        samples.add({double(i), 1, 0});
        QVERIFY(samples.points().size() <= CardSamples::most);
    }
    const QList<CardSample> points = samples.points();
    QVERIFY2(points.size() >= CardSamples::most / 2 - 1, qPrintable(QString::number(points.size())));
    const double gap = points[1].seconds - points[0].seconds;
    QVERIFY(points.first().seconds < gap);
    QVERIFY(points.last().seconds > count - 2 * gap);
    for (qsizetype i = 1; i < points.size(); ++i)
        QCOMPARE(points[i].seconds - points[i - 1].seconds, gap);
}

void CardSamplesTest::keepsTheMeanWhenThinned()
{
    CardSamples samples;
    for (int i = 0; i < 2 * CardSamples::most; ++i)
        samples.add({double(i), i % 2 == 0 ? 10.0 : 30.0, 4});
    QVERIFY(samples.points().size() < CardSamples::most);
    for (const CardSample &point : samples.points()) {
        QCOMPARE(point.writeRate, 20.0);
        QCOMPARE(point.readRate, 4.0);
    }
}

void CardSamplesTest::tellsWritingFromReading()
{
    ProgressEvent event;
    event.phase = QStringLiteral("write");
    event.rate = 5;
    CardSamples samples;
    samples.note(event, 1);
    event.phase = QStringLiteral("flush");
    samples.note(event, 2);
    event.phase = QStringLiteral("verify");
    event.rate = 7;
    samples.note(event, 3);
    event.text = QStringLiteral("a line");
    samples.note(event, 4);
    QCOMPARE(samples.points(), (QList<CardSample>{{1, 5, 0}, {3, 0, 7}}));
}

QTEST_GUILESS_MAIN(CardSamplesTest)
#include "tst_cardsamples.moc"
