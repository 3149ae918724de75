// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rateplot.h"

#include <QElapsedTimer>
#include <QTest>

using namespace coffer;

class RatePlotTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsScreenReadersTheRates();
    void drawsTwoLinesThatDifferWithoutColour();
    void isCheapToPaint();

private:
    void tell(RatePlot &plot, const QString &phase, double rate)
    {
        ProgressEvent event;
        event.node = QStringLiteral("node00");
        event.phase = phase;
        event.rate = rate;
        plot.noteProgress(event);
    }

    qint64 m_now = 0;
    RatePlot::Clock m_clock = [this] { return m_now; };
};

void RatePlotTest::tellsScreenReadersTheRates()
{
    RatePlot plot(nullptr, m_clock);
    QVERIFY(!plot.accessibleName().isEmpty());
    QCOMPARE(plot.accessibleDescription(), QStringLiteral("Writing 0 MB/s, reading back 0 MB/s"));
    m_now += 1000;
    tell(plot, QStringLiteral("write"), 42e6);
    QCOMPARE(plot.accessibleDescription(), QStringLiteral("Writing 42 MB/s, reading back 0 MB/s"));
    m_now += 10000;
    plot.advance();
    QCOMPARE(plot.accessibleDescription(), QStringLiteral("Writing 0 MB/s, reading back 0 MB/s"));
}

/// The same rate, written and then read back: without colours the pictures still differ.
void RatePlotTest::drawsTwoLinesThatDifferWithoutColour()
{
    const auto picture = [this](const QString &phase) {
        RatePlot plot(nullptr, m_clock);
        plot.resize(400, 150);
        for (int i = 0; i < 200; ++i) {
            m_now += 1000;
            tell(plot, phase, 17e6);
        }
        const QImage image = plot.grab().toImage();
        int inked = 0; // on the row of the line
        for (int y = 30; y < 130; ++y) {
            int row = 0;
            for (int x = 170; x < 370; ++x)
                row += image.pixelColor(x, y) == image.pixelColor(399, 75) ? 0 : 1;
            inked = std::max(inked, row == 200 && image.pixelColor(170, y).saturation() < 30 ? 0 : row);
        }
        return inked;
    };
    const int solid = picture(QStringLiteral("write"));
    const int dashed = picture(QStringLiteral("verify"));
    QVERIFY2(solid > 190 && dashed < 190 && dashed > 60, qPrintable(QStringLiteral("%1 %2").arg(solid).arg(dashed)));
}

void RatePlotTest::isCheapToPaint()
{
    RatePlot plot(nullptr, m_clock);
    plot.resize(1200, 300);
    for (int i = 0; i < 1000; ++i) {
        m_now += 500;
        tell(plot, i % 2 == 0 ? QStringLiteral("write") : QStringLiteral("verify"), i * 1e5);
    }
    QImage image(plot.size(), QImage::Format_ARGB32_Premultiplied);
    plot.render(&image);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 10; ++i)
        plot.render(&image);
    QVERIFY2(timer.elapsed() < 10 * 25, qPrintable(QString::number(timer.elapsed()))); // half of what may stop the event loop
}

QTEST_MAIN(RatePlotTest)
#include "tst_rateplot.moc"
