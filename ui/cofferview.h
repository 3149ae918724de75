// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QScrollArea>

class QAbstractItemModel;

namespace coffer {

class CofferCase;
class NodeTile;

/// The coffer as it is built: the head in the lid, below it the nodes in panels of four. One node is selected, by mouse or
/// arrow keys. Where the window is too small for all, it scrolls.
class CofferView : public QScrollArea
{
    Q_OBJECT
public:
    /// `model` is a PlanModel and outlives the view.
    explicit CofferView(const QAbstractItemModel &model, QWidget *parent = nullptr);

    /// The name of the selected node; empty when there are none.
    QString selectedNode() const { return m_selected; }
    /// Selects a node; one that is not there is not heard.
    void select(const QString &node);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void selectionChanged(const QString &node);
    /// The operator wants to know all about a node: Enter, or a double click.
    void nodeActivated(const QString &node);
    void nodeMenuAsked(const QString &node, const QPoint &globalPos);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void build();
    NodeTile *makeTile();
    void draw(int first, int last);
    void step(const NodeTile *from, int key);
    NodeTile *tileOf(const QString &node) const;

    const QAbstractItemModel &m_model;
    CofferCase *m_case = nullptr;
    QList<NodeTile *> m_tiles; ///< a row of the model each
    QString m_selected;
};

} // namespace coffer
