// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/standing.h"

#include <QAbstractButton>
#include <QModelIndex>

namespace coffer {

/// One node in the coffer: its name, and how it stands as shape, word, colour and bar. It is a button, so that screen
/// readers can press it; a single click of the mouse only selects it.
class NodeTile : public QAbstractButton
{
    Q_OBJECT
public:
    explicit NodeTile(QWidget *parent = nullptr);

    /// Shows a row of the PlanModel.
    void draw(const QModelIndex &row);
    QString node() const { return m_name; }

    /// The selected one has a frame, and is where the Tab key leads to.
    void setSelected(bool isSelected);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void activated();
    void focused();
    void menuAsked(const QPoint &globalPos);
    void stepAsked(int key); ///< an arrow key, Home or End

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void drawFrame(QPainter &painter) const;
    void drawWords(QPainter &painter, const QRect &inner) const;
    void drawBar(QPainter &painter, const QRect &bar) const;
    QFont nameFontFor(const QSize &room) const;

    QString m_name;
    QString m_details; ///< rate and time left; empty while it is not in work
    Standing m_standing = Standing::Open;
    double m_share = -1;
    bool m_isSelected = false;
};

} // namespace coffer
