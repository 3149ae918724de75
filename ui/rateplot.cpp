// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rateplot.h"

#include "ui/cardprogress.h"
#include "ui/symbol.h"

#include <QElapsedTimer>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace coffer {
namespace {

constexpr int mostTicks = 4;
constexpr int minuteMs = 60 * 1000;
constexpr double dashLength = 7; // device-independent pixels
constexpr double dashPeriod = 12;
constexpr double leastScale = 1e6; // an idle plot reaches to 1 MB/s

RatePlot::Clock steadyClock()
{
    QElapsedTimer timer;
    timer.start();
    return [timer] { return timer.elapsed(); };
}

QPen penFor(const QColor &color)
{
    return QPen(color, 2, Qt::SolidLine, Qt::FlatCap);
}

/// The same lines, which lead to the right, with gaps. Single solid lines are drawn ten times as fast as a dashed polyline.
QList<QLineF> dashed(const QList<QLineF> &lines)
{
    QList<QLineF> dashes;
    for (const QLineF &line : lines) {
        double x = line.x1();
        do {
            const double period = std::floor(x / dashPeriod) * dashPeriod;
            const bool isDash = x < period + dashLength;
            const double end = std::min(line.x2(), isDash ? period + dashLength : period + dashPeriod);
            const auto at = [&](double where) { return line.dx() > 0 ? line.pointAt((where - line.x1()) / line.dx()) : line.p2(); };
            if (isDash)
                dashes += QLineF(at(x), at(end));
            x = end;
        } while (x < line.x2());
    }
    return dashes;
}

QString tickText(double bytesPerSecond, double step)
{
    return QLocale().toString(bytesPerSecond / 1e6, 'f', step < 1e6 ? 1 : 0);
}

} // namespace

RatePlot::RatePlot(QWidget *parent, Clock clock) : QWidget(parent), m_clock(clock ? std::move(clock) : steadyClock())
{
    setObjectName(QStringLiteral("rates"));
    setAccessibleName(tr("Throughput"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &RatePlot::advance);
    advance();
}

void RatePlot::noteProgress(const ProgressEvent &event)
{
    m_history.note(event, m_clock());
    advance();
}

void RatePlot::advance()
{
    if (!m_history.advance(m_clock()))
        return;
    const bool isQuiet = m_history.isQuiet();
    if (isQuiet == m_timer.isActive())
        isQuiet ? m_timer.stop() : m_timer.start();
    const RateHistory::Point now = m_history.last();
    const QString words = tr("Writing %1, reading back %2").arg(rateText(now.writeRate, 0), rateText(now.readRate, 0));
    if (words != accessibleDescription())
        setAccessibleDescription(words);
    update();
}

QSize RatePlot::sizeHint() const
{
    return {fontMetrics().height() * 22, fontMetrics().height() * 9};
}

QSize RatePlot::minimumSizeHint() const
{
    return {fontMetrics().height() * 12, fontMetrics().height() * 6};
}

QColor RatePlot::writeColor() const
{
    return colorFor(Tone::Busy, palette());
}

QColor RatePlot::readColor() const
{
    return colorFor(Tone::Good, palette());
}

/// Without the legend above, the rates at the left and the times below.
QRect RatePlot::plotArea() const
{
    const QFontMetrics metrics = fontMetrics();
    return rect().adjusted(metrics.horizontalAdvance(tickText(888.8e6, 1e5)) + 4, metrics.height() * 5 / 2, -metrics.height() / 2, -metrics.height() - 4);
}

void RatePlot::paintEvent(QPaintEvent *)
{
    double most = leastScale;
    for (const RateHistory::Point &point : m_history.points())
        most = std::max({most, point.writeRate, point.readRate});
    const QRect area = plotArea();
    const int ticks = std::clamp(area.height() / (fontMetrics().height() * 3 / 2), 1, mostTicks);
    const double step = niceStep(most, ticks);
    most = std::ceil(most / step - 1e-9) * step;

    QPainter painter(this);
    drawAxes(painter, area, most, step);
    drawLegend(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    drawLine(painter, area, most, &RateHistory::Point::readRate, readColor(), true);
    drawLine(painter, area, most, &RateHistory::Point::writeRate, writeColor(), false);
}

void RatePlot::drawAxes(QPainter &painter, const QRect &area, double most, double step) const
{
    const QFontMetrics metrics = fontMetrics();
    const QColor text = palette().color(QPalette::WindowText);
    const QColor line = blend(palette().color(QPalette::Window), text, 0.2);
    for (double rate = 0; rate < most + step / 2; rate += step) {
        const int y = area.bottom() - int(area.height() * rate / most);
        painter.setPen(line);
        painter.drawLine(area.left(), y, area.right(), y);
        painter.setPen(text);
        painter.drawText(QRect(0, y - metrics.height() / 2, area.left() - 4, metrics.height()), Qt::AlignRight | Qt::AlignVCenter, tickText(rate, step));
    }
    painter.drawText(QRect(0, metrics.height(), area.width(), metrics.height()), Qt::AlignLeft, tr("MB/s"));
    const QRect below(area.left(), area.bottom() + 4, area.width(), metrics.height());
    const auto minutes = int(RateHistory::spanMs / minuteMs);
    painter.drawText(below, Qt::AlignLeft, metrics.elidedText(tr("%n minutes ago", nullptr, minutes), Qt::ElideRight, area.width() / 2));
    painter.drawText(below, Qt::AlignRight, metrics.elidedText(tr("now"), Qt::ElideRight, area.width() / 2));
    painter.setPen(line);
    for (int minute = 0; minute <= minutes; ++minute) {
        const int x = area.left() + area.width() * minute / minutes;
        painter.drawLine(x, area.bottom(), x, area.bottom() + 3);
    }
}

/// Two halves above the plot, each with a piece of its line.
void RatePlot::drawLegend(QPainter &painter) const
{
    const QFontMetrics metrics = fontMetrics();
    const int sample = metrics.height() * 2;
    const RateHistory::Point now = m_history.last();
    const struct { QColor color; bool isDashed; QString words; } entries[] = {
        {writeColor(), false, tr("writing %1").arg(rateText(now.writeRate))},
        {readColor(), true, tr("reading back %1").arg(rateText(now.readRate))}};
    int left = 0;
    for (const auto &entry : entries) {
        const QLineF line(left, metrics.height() / 2.0, left + sample, metrics.height() / 2.0);
        painter.setPen(penFor(entry.color));
        painter.drawLines(entry.isDashed ? dashed({line}) : QList<QLineF>{line});
        painter.setPen(palette().color(QPalette::WindowText));
        const QRect room(left + sample + 4, 0, width() / 2 - sample - 8, metrics.height());
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(entry.words, Qt::ElideRight, room.width()));
        left += width() / 2;
    }
}

void RatePlot::drawLine(QPainter &painter, const QRect &area, double most, double RateHistory::Point::*rate, const QColor &color, bool isDashed) const
{
    const qint64 begin = m_history.last().ms - RateHistory::spanMs;
    QList<QLineF> lines;
    QPointF before;
    for (const RateHistory::Point &point : m_history.points()) {
        const QPointF here(area.left() + area.width() * double(point.ms - begin) / double(RateHistory::spanMs), area.bottom() - area.height() * (point.*rate) / most);
        if (!before.isNull())
            lines += QLineF(before, here);
        before = here;
    }
    painter.setPen(penFor(color));
    painter.drawLines(isDashed ? dashed(lines) : lines);
}

} // namespace coffer
