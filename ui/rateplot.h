// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ratehistory.h"

#include <QTimer>
#include <QWidget>

#include <functional>

namespace coffer {

/// How fast all cards are written and read back, over the last five minutes: two lines that differ in dashes, words and colour.
/// Screen readers get the present rates as its description.
class RatePlot : public QWidget
{
    Q_OBJECT
public:
    using Clock = std::function<qint64()>; ///< ms, monotonic

    explicit RatePlot(QWidget *parent = nullptr, Clock clock = {});

    void noteProgress(const ProgressEvent &event);
    /// Goes on to now. It does so itself once a second while there is something to be seen.
    void advance();

    const RateHistory &history() const { return m_history; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QRect plotArea() const;
    void drawAxes(QPainter &painter, const QRect &area, double most, double step) const;
    void drawLegend(QPainter &painter) const;
    void drawLine(QPainter &painter, const QRect &area, double most, double RateHistory::Point::*rate, const QColor &color, bool isDashed) const;
    QColor writeColor() const;
    QColor readColor() const;

    Clock m_clock;
    RateHistory m_history;
    QTimer m_timer;
};

} // namespace coffer
