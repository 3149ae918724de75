// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QAbstractItemModel;

namespace coffer {

class NodeTile;

/// The coffer as it is built: the head, below it the nodes in panels of four.
class PlanView : public QWidget
{
    Q_OBJECT
public:
    /// `model` is a PlanModel and outlives the view.
    explicit PlanView(const QAbstractItemModel &model, QWidget *parent = nullptr);

private:
    void build();
    void draw(int first, int last);

    const QAbstractItemModel &m_model;
    QWidget *m_coffer = nullptr;
    QList<NodeTile *> m_tiles; ///< a row of the model each
};

} // namespace coffer
