// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/planview.h"

#include "ui/nodetile.h"
#include "ui/planmodel.h"

#include <QAbstractItemModel>
#include <QFrame>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace coffer {
namespace {

constexpr int nodesPerPanel = 4;

/// A frame around tiles in a row, in `layout`.
QHBoxLayout *addPanel(QVBoxLayout *layout)
{
    auto *panel = new QFrame;
    panel->setFrameShape(QFrame::StyledPanel);
    auto *tiles = new QHBoxLayout(panel);
    tiles->setContentsMargins(6, 6, 6, 6);
    tiles->setSpacing(6);
    layout->addWidget(panel);
    return tiles;
}

} // namespace

PlanView::PlanView(const QAbstractItemModel &model, QWidget *parent) : QWidget(parent), m_model(model)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    build();
    connect(&model, &QAbstractItemModel::modelReset, this, &PlanView::build);
    connect(&model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) { draw(first.row(), last.row()); });
}

void PlanView::build()
{
    delete m_coffer;
    m_tiles.clear();
    m_coffer = new QWidget;
    auto *panels = new QVBoxLayout(m_coffer);
    panels->setContentsMargins(0, 0, 0, 0);
    QHBoxLayout *panel = nullptr;
    int nodes = 0;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const bool isHead = m_model.index(row, 0).data(PlanModel::IsHeadRole).toBool();
        if (isHead || nodes % nodesPerPanel == 0)
            panel = addPanel(panels);
        nodes += isHead ? 0 : 1;
        m_tiles += new NodeTile;
        panel->addWidget(m_tiles.last());
    }
    layout()->addWidget(m_coffer);
    draw(0, int(m_tiles.size()) - 1);
}

void PlanView::draw(int first, int last)
{
    for (int row = first; row <= last; ++row)
        m_tiles[row]->draw(m_model.index(row, 0));
}

} // namespace coffer
