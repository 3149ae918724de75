// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cofferview.h"

#include "ui/coffercase.h"
#include "ui/nodetile.h"
#include "ui/planmodel.h"

#include <QAbstractItemModel>
#include <QEvent>

#include <algorithm>

namespace coffer {
namespace {

/// How far `to` is from `from` in the direction of an arrow key; what lies aside counts double. Negative: not in that direction,
/// or, to the left and right, not in the row, which is `height` high.
int distance(const QPoint &from, const QPoint &to, int key, int height)
{
    const QPoint way = to - from;
    const bool isLevel = key == Qt::Key_Left || key == Qt::Key_Right;
    const int ahead = (isLevel ? way.x() : way.y()) * (key == Qt::Key_Left || key == Qt::Key_Up ? -1 : 1);
    const int aside = std::abs(isLevel ? way.y() : way.x());
    if (ahead <= 0 || (isLevel && aside > height / 2))
        return -1;
    return ahead + 2 * aside;
}

} // namespace

CofferView::CofferView(const QAbstractItemModel &model, QWidget *parent) : QScrollArea(parent), m_model(model)
{
    setObjectName(QStringLiteral("coffer"));
    setAccessibleName(tr("The coffer's nodes"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus); // its tiles have it
    setWidgetResizable(true);
    build();
    connect(&model, &QAbstractItemModel::modelReset, this, &CofferView::build);
    connect(&model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) { draw(first.row(), last.row()); });
}

/// The tiles from before go later: one of them may have led here.
void CofferView::build()
{
    if (QWidget *before = takeWidget())
        before->deleteLater();
    m_tiles.clear();
    m_case = new CofferCase;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QModelIndex node = m_model.index(row, 0);
        m_tiles += makeTile();
        if (node.data(PlanModel::IsHeadRole).toBool())
            m_case->addToLid(m_tiles.last());
        else
            m_case->addToPanel(m_tiles.last(), node.data(PlanModel::IndexRole).toInt());
    }
    draw(0, int(m_tiles.size()) - 1);
    m_case->arrange(viewport()->width());
    setWidget(m_case);
    m_case->show();
    const QString selected = m_tiles.isEmpty() ? QString() : tileOf(m_selected) ? m_selected : m_tiles.first()->node();
    const bool isOther = m_selected != selected;
    m_selected = selected;
    for (NodeTile *tile : std::as_const(m_tiles))
        tile->setSelected(tile->node() == selected);
    updateGeometry();
    if (isOther)
        Q_EMIT selectionChanged(m_selected);
}

NodeTile *CofferView::makeTile()
{
    auto *tile = new NodeTile;
    connect(tile, &NodeTile::focused, this, [this, tile] { select(tile->node()); });
    connect(tile, &NodeTile::activated, this, [this, tile] { Q_EMIT nodeActivated(tile->node()); });
    connect(tile, &NodeTile::menuAsked, this, [this, tile](const QPoint &where) { Q_EMIT nodeMenuAsked(tile->node(), where); });
    connect(tile, &NodeTile::stepAsked, this, [this, tile](int key) { step(tile, key); });
    return tile;
}

void CofferView::draw(int first, int last)
{
    for (int row = first; row <= last; ++row)
        m_tiles[row]->draw(m_model.index(row, 0));
}

NodeTile *CofferView::tileOf(const QString &node) const
{
    const auto found = std::ranges::find(m_tiles, node, &NodeTile::node);
    return found == m_tiles.end() ? nullptr : *found;
}

void CofferView::select(const QString &node)
{
    NodeTile *tile = tileOf(node);
    if (!tile)
        return;
    ensureWidgetVisible(tile, 0, 0);
    if (node == m_selected)
        return;
    if (NodeTile *before = tileOf(m_selected))
        before->setSelected(false);
    tile->setSelected(true);
    m_selected = node;
    Q_EMIT selectionChanged(node);
}

/// Moves the keyboard to the next tile in the direction of an arrow key.
void CofferView::step(const NodeTile *from, int key)
{
    if (key == Qt::Key_Home)
        return m_tiles.first()->setFocus(Qt::OtherFocusReason);
    if (key == Qt::Key_End)
        return m_tiles.last()->setFocus(Qt::OtherFocusReason);
    const auto middleOf = [this](const NodeTile *tile) { return tile->mapTo(m_case, tile->rect().center()); };
    NodeTile *nearest = nullptr;
    int least = -1;
    for (NodeTile *tile : std::as_const(m_tiles)) {
        const int way = distance(middleOf(from), middleOf(tile), key, from->height());
        if (way < 0 || (nearest && way >= least))
            continue;
        nearest = tile;
        least = way;
    }
    if (nearest)
        nearest->setFocus(Qt::OtherFocusReason);
}

QSize CofferView::sizeHint() const
{
    return m_case->sizeHint();
}

QSize CofferView::minimumSizeHint() const
{
    return {fontMetrics().height() * 16, fontMetrics().height() * 10};
}

void CofferView::resizeEvent(QResizeEvent *event)
{
    m_case->arrange(viewport()->width());
    QScrollArea::resizeEvent(event);
}

bool CofferView::event(QEvent *event)
{
    const bool done = QScrollArea::event(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        m_case->arrange(viewport()->width());
    return done;
}

} // namespace coffer
