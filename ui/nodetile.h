// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/standing.h"

#include <QModelIndex>
#include <QWidget>

namespace coffer {

/// One node in the plan: its name, and how it stands as shape, word and colour.
class NodeTile : public QWidget
{
    Q_OBJECT
public:
    explicit NodeTile(QWidget *parent = nullptr);

    /// Shows a row of the PlanModel.
    void draw(const QModelIndex &row);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int symbolSide() const;

    QString m_name;
    Standing m_standing = Standing::Open;
};

} // namespace coffer
