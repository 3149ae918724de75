// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/coffercase.h"

#include "ui/symbol.h"

#include <QGridLayout>
#include <QGroupBox>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace coffer {
namespace {

constexpr int placesPerRow = 2;
constexpr int columnsAsBuilt = 2;

} // namespace

CofferCase::CofferCase(QWidget *parent)
    : QWidget(parent), m_lid(new QWidget), m_base(new QWidget), m_lidTiles(new QHBoxLayout(m_lid)), m_panelGrid(new QGridLayout(m_base))
{
    const int gap = std::max(3, fontMetrics().height() / 4);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(gap); // where the hinges are
    layout->addWidget(m_lid);
    layout->addWidget(m_base);
    m_lidTiles->setContentsMargins(5 * gap, gap, 5 * gap, gap);
    m_panelGrid->setContentsMargins(gap, gap, gap, gap);
    m_panelGrid->setSpacing(gap);
}

void CofferCase::addToLid(QWidget *tile)
{
    m_lidTiles->addWidget(tile);
}

void CofferCase::addToPanel(QWidget *tile, int index)
{
    const int number = std::max(0, index) / placesPerPanel;
    const int place = std::max(0, index) % placesPerPanel;
    QGroupBox *&panel = m_panels[number];
    if (!panel) {
        panel = new QGroupBox(tr("Panel %1").arg(number + 1));
        panel->setObjectName(QStringLiteral("panel%1").arg(number + 1));
        const int gap = m_panelGrid->spacing();
        auto *places = new QGridLayout(panel);
        places->setContentsMargins(gap, gap, gap, gap);
        places->setSpacing(gap / 2);
        for (int i = 0; i < placesPerRow; ++i) {
            places->setColumnStretch(i, 1);
            places->setRowStretch(i, 1);
        }
        m_columns = 0; // to be arranged
    }
    static_cast<QGridLayout *>(panel->layout())->addWidget(tile, place / placesPerRow, place % placesPerRow);
}

void CofferCase::arrange(int width)
{
    m_lid->setVisible(m_lidTiles->count() > 0);
    if (m_panels.isEmpty())
        return;
    const int count = int(m_panels.size());
    int least = 1;
    for (const QGroupBox *panel : std::as_const(m_panels))
        least = std::max(least, panel->minimumSizeHint().width() + m_panelGrid->spacing());
    const int most = std::max(columnsAsBuilt, int(std::ceil(std::sqrt(count * 1.5)))); // about as wide as a screen
    const int columns = count <= placesPerPanel ? std::min(count, columnsAsBuilt) : std::clamp(width / least, columnsAsBuilt, most);
    if (columns == m_columns)
        return;
    const int rows = (count + columns - 1) / columns;
    auto *lidAndBase = static_cast<QBoxLayout *>(layout());
    lidAndBase->setStretch(0, 2); // the head is as high as a node, about
    lidAndBase->setStretch(1, 5 * rows);
    for (int i = 0; i < std::max(columns, m_columns); ++i)
        m_panelGrid->setColumnStretch(i, i < columns ? 1 : 0);
    m_columns = columns;
    int i = 0;
    for (QGroupBox *panel : std::as_const(m_panels)) {
        m_panelGrid->addWidget(panel, i / columns, i % columns);
        m_panelGrid->setRowStretch(i / columns, 1);
        ++i;
    }
    for (int row = rows; row < m_panelGrid->rowCount(); ++row)
        m_panelGrid->setRowStretch(row, 0);
}

QSize CofferCase::sizeHint() const
{
    return minimumSizeHint();
}

/// The lid is seen as it stands open behind the base, a little narrower at its far edge.
void CofferCase::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor window = palette().color(QPalette::Window);
    const QColor text = palette().color(QPalette::WindowText);
    const double round = m_panelGrid->spacing();
    painter.setPen(QPen(blend(window, text, 0.45), 1.5));
    painter.setBrush(blend(window, text, 0.07));

    const QRectF base = m_base->geometry();
    painter.drawRoundedRect(base.adjusted(0.5, 0.5, -0.5, -0.5), round, round);
    if (!m_lid->isVisibleTo(this))
        return;
    const QRectF lid = QRectF(m_lid->geometry()).adjusted(0.5, 0.5, -0.5, -0.5);
    const double inset = 3 * round;
    painter.drawPolygon(QPolygonF({{lid.left() + inset, lid.top()}, {lid.right() - inset, lid.top()}, lid.bottomRight(), lid.bottomLeft()}));
    painter.setBrush(blend(window, text, 0.45));
    for (const double where : {0.18, 0.82})
        painter.drawRect(QRectF(base.left() + base.width() * where - 2 * round, lid.bottom(), 4 * round, base.top() - lid.bottom()));
}

} // namespace coffer
