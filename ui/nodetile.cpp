// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/nodetile.h"

#include "core/base/format.h"
#include "ui/planmodel.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QPainter>

namespace coffer {
namespace {

constexpr double nameScales[] = {3.6, 3, 2.6, 2.2, 1.8, 1.5, 1.25, 1.1, 1};

QFont scaled(QFont font, double scale)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * scale);
    else
        font.setPixelSize(int(font.pixelSize() * scale));
    return font;
}

QFont boldOf(const QFont &font, double scale)
{
    QFont bold = scaled(font, scale);
    bold.setBold(true);
    return bold;
}

// All lengths follow the font.
int marginOf(const QFontMetrics &metrics)
{
    return metrics.height() * 2 / 5;
}
int sideMarginOf(const QFontMetrics &metrics)
{
    return metrics.height() * 3 / 5;
}
int barOf(const QFontMetrics &metrics)
{
    return std::max(3, metrics.height() / 4);
}
int symbolOf(const QFontMetrics &metrics)
{
    return metrics.height() * 6 / 5;
}

QString detailsOf(const QModelIndex &row)
{
    const double rate = row.data(PlanModel::RateRole).toDouble();
    const double seconds = row.data(PlanModel::SecondsLeftRole).toDouble();
    QStringList parts;
    if (rate > 0)
        parts += rateText(rate);
    if (seconds >= 0)
        parts += NodeTile::tr("%1 left").arg(formatDuration(seconds));
    return parts.join(QStringLiteral(" · "));
}

} // namespace

NodeTile::NodeTile(QWidget *parent) : QAbstractButton(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setFocusPolicy(Qt::ClickFocus);
    connect(this, &QAbstractButton::clicked, this, &NodeTile::activated);
}

void NodeTile::draw(const QModelIndex &row)
{
    m_name = row.data(Qt::DisplayRole).toString();
    m_standing = Standing(row.data(PlanModel::StandingRole).toInt());
    m_share = row.data(PlanModel::ShareRole).toDouble();
    m_details = detailsOf(row);
    setObjectName(m_name);
    if (const QString name = row.data(Qt::AccessibleTextRole).toString(); name != accessibleName())
        setAccessibleName(name); // only then: each time is told to screen readers
    if (const QString words = row.data(Qt::AccessibleDescriptionRole).toString(); words != accessibleDescription())
        setAccessibleDescription(words);
    setToolTip(QStringLiteral("<p>%1</p>").arg(row.data(Qt::ToolTipRole).toString().toHtmlEscaped().replace(u'\n', QLatin1String("<br>"))));
    update();
}

void NodeTile::setSelected(bool isSelected)
{
    m_isSelected = isSelected;
    setFocusPolicy(isSelected ? Qt::StrongFocus : Qt::ClickFocus);
    update();
}

/// Room for the name and a word of some letters; longer ones are shortened.
QSize NodeTile::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    const int name = QFontMetrics(boldOf(font(), 1)).horizontalAdvance(m_name) + metrics.horizontalAdvance(u' ' + percentText(1));
    const int words = symbolOf(metrics) + 5 * metrics.height();
    return {2 * sideMarginOf(metrics) + std::max(name, words), 2 * marginOf(metrics) + metrics.height() + symbolOf(metrics) + barOf(metrics) + 2};
}

QFont NodeTile::nameFontFor(const QSize &room) const
{
    for (const double scale : nameScales) {
        const QFont fitting = boldOf(font(), scale);
        const QFontMetrics metrics(fitting);
        if (metrics.horizontalAdvance(m_name) <= room.width() && metrics.height() <= room.height())
            return fitting;
    }
    return boldOf(font(), 1);
}

void NodeTile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawFrame(painter);
    const int margin = marginOf(fontMetrics());
    const int bar = barOf(fontMetrics());
    const int side = sideMarginOf(fontMetrics());
    const QRect inner = rect().adjusted(side, margin, -side, -margin);
    drawWords(painter, inner.adjusted(0, 0, 0, -bar - 2));
    drawBar(painter, QRect(inner.left(), inner.bottom() + 1 - bar, inner.width(), bar));
}

void NodeTile::drawFrame(QPainter &painter) const
{
    const QColor color = colorFor(toneFor(m_standing), palette());
    const QColor base = palette().color(QPalette::Base);
    const bool isUrgent = isInWork(m_standing) || m_standing == Standing::Next || m_standing == Standing::Failed;
    const double frame = isUrgent ? 2 : 1;
    const double round = marginOf(fontMetrics());
    const QRectF outline = QRectF(rect()).adjusted(2, 2, -2, -2);

    if (m_isSelected) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), hasFocus() ? 2 : 1, hasFocus() ? Qt::SolidLine : Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), round + 1, round + 1);
    }
    painter.setPen(QPen(isUrgent ? color : blend(base, color, 0.55), frame));
    painter.setBrush(m_standing == Standing::Open || m_standing == Standing::Later ? base : blend(base, color, 0.12));
    painter.drawRoundedRect(outline.adjusted(frame / 2, frame / 2, -frame / 2, -frame / 2), round, round);
}

void NodeTile::drawWords(QPainter &painter, const QRect &inner) const
{
    const double line = fontMetrics().height();
    const QFont font = scaled(this->font(), std::clamp(std::min(inner.height() / (5 * line), inner.width() / (10 * line)), 1.0, 1.6));
    const QFontMetrics metrics(font);
    const int side = symbolOf(metrics);
    const QString percent = m_share < 0 ? QString() : percentText(m_share);
    const QSize room(inner.width() - metrics.horizontalAdvance(u' ' + percentText(1)), inner.height() - side);
    const QFont nameFont = nameFontFor(room);
    const int nameHeight = QFontMetrics(nameFont).height();
    const bool hasDetails = inner.height() >= nameHeight + side + metrics.height();
    const int height = nameHeight + side + (hasDetails ? metrics.height() : 0);
    const QRect name(inner.left(), inner.top() + std::max(0, (inner.height() - height) / 2), inner.width(), nameHeight);
    const QRect word = QRect(inner.left(), name.bottom() + 1, inner.width(), side).adjusted(side + metrics.horizontalAdvance(u' '), 0, 0, 0);
    const QRect details(inner.left(), word.bottom() + 1, inner.width(), metrics.height());

    painter.drawPixmap(inner.left(), word.top(), drawSymbol(symbolFor(m_standing), side, devicePixelRatioF(), colorFor(toneFor(m_standing), palette())));
    painter.setPen(palette().color(QPalette::Text));
    painter.setFont(font);
    painter.drawText(word, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(wordFor(m_standing), Qt::ElideRight, word.width()));
    painter.drawText(name, Qt::AlignRight | Qt::AlignVCenter, percent);
    if (hasDetails)
        painter.drawText(details, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(m_details, Qt::ElideRight, details.width()));
    painter.setFont(nameFont);
    painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(nameFont).elidedText(m_name, Qt::ElideLeft, room.width()));
}

/// Writing fills the bar in one tone, reading back fills it once more in another.
void NodeTile::drawBar(QPainter &painter, const QRect &bar) const
{
    if (m_share < 0)
        return;
    const bool isVerifying = m_standing == Standing::Verifying;
    const QColor base = palette().color(QPalette::Base);
    const QColor busy = colorFor(Tone::Busy, palette());
    const double round = bar.height() / 2.0;
    painter.setPen(Qt::NoPen);
    painter.setBrush(isVerifying ? blend(base, busy, 0.45) : blend(base, palette().color(QPalette::Text), 0.18));
    painter.drawRoundedRect(bar, round, round);
    painter.setBrush(isVerifying ? colorFor(Tone::Good, palette()) : busy);
    painter.drawRoundedRect(QRectF(bar.left(), bar.top(), std::max(2 * round, bar.width() * m_share), bar.height()), round, round);
}

void NodeTile::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: Q_EMIT activated(); return;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End: Q_EMIT stepAsked(event->key()); return;
    default: event->ignore();
    }
}

void NodeTile::keyReleaseEvent(QKeyEvent *event)
{
    event->ignore(); // pressing has done it
}

void NodeTile::mousePressEvent(QMouseEvent *event)
{
    event->accept(); // the focus that it brings selects
}

void NodeTile::mouseReleaseEvent(QMouseEvent *event)
{
    event->accept();
}

void NodeTile::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT activated();
}

void NodeTile::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isMouse = event->reason() == QContextMenuEvent::Mouse;
    Q_EMIT menuAsked(isMouse ? event->globalPos() : mapToGlobal(rect().center()));
}

void NodeTile::focusInEvent(QFocusEvent *event)
{
    QAbstractButton::focusInEvent(event);
    Q_EMIT focused();
}

} // namespace coffer
