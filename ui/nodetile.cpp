// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/nodetile.h"

#include "ui/planmodel.h"

#include <QPainter>
#include <QPaintEvent>

namespace coffer {
namespace {

constexpr int margin = 9; // device-independent pixels, like all here
constexpr int gap = 8;

QFont boldOf(QFont font)
{
    font.setBold(true);
    return font;
}

} // namespace

NodeTile::NodeTile(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void NodeTile::draw(const QModelIndex &row)
{
    m_name = row.data(Qt::DisplayRole).toString();
    m_standing = Standing(row.data(PlanModel::StandingRole).toInt());
    setAccessibleName(row.data(Qt::AccessibleTextRole).toString());
    const QString message = row.data(Qt::ToolTipRole).toString();
    setToolTip(message.isEmpty() ? message : QStringLiteral("<p>%1</p>").arg(message.toHtmlEscaped()));
    updateGeometry();
    update();
}

QSize NodeTile::sizeHint() const
{
    int words = QFontMetrics(boldOf(font())).horizontalAdvance(m_name);
    for (const Standing standing : allStandings)
        words = std::max(words, fontMetrics().horizontalAdvance(wordFor(standing)));
    const int line = fontMetrics().height();
    return {2 * margin + symbolSide() + gap + words + 2, 5 * line};
}

int NodeTile::symbolSide() const
{
    return fontMetrics().height() * 5 / 4;
}

void NodeTile::paintEvent(QPaintEvent *)
{
    const QColor color = colorFor(toneFor(m_standing), palette());
    const QColor base = palette().color(QPalette::Base);
    const bool isInWork = m_standing == Standing::InWork;
    const double frame = isInWork ? 2 : 1;

    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(isInWork ? color : blend(base, color, 0.55), frame));
    painter.setBrush(m_standing == Standing::Open ? base : blend(base, color, 0.12));
    painter.drawRoundedRect(QRectF(rect()).adjusted(frame / 2, frame / 2, -frame / 2, -frame / 2), 6, 6);

    const int line = fontMetrics().height();
    const QRect inner = rect().adjusted(margin, 0, -margin, 0);
    const int top = (height() - 2 * line) / 2;
    const QPixmap symbol = drawSymbol(symbolFor(m_standing), symbolSide(), devicePixelRatioF(), color);
    painter.drawPixmap(inner.left(), (height() - symbolSide()) / 2, symbol);
    painter.setPen(palette().color(QPalette::Text));
    const QRect words(inner.left() + symbolSide() + gap, top, inner.width() - symbolSide() - gap, line);
    painter.drawText(words.translated(0, line), Qt::AlignLeft | Qt::AlignVCenter, wordFor(m_standing));
    painter.setFont(boldOf(font()));
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, m_name);
}

} // namespace coffer
