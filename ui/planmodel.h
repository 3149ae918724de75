// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchstate.h"
#include "ui/standing.h"

#include <QAbstractListModel>

namespace coffer {

/// The plan as a list: a node a row, the node's name as its text.
class PlanModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        StandingRole = Qt::UserRole, ///< int(Standing)
        IsHeadRole,                  ///< bool
    };

    using QAbstractListModel::QAbstractListModel;

    /// Shows `plan` as it stands while the batch is in `state`. Only what differs is told as changed;
    /// another list of nodes is a reset.
    void setPlan(const Plan &plan, const BatchState &state);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        QString name;
        bool isHead = false;
        Standing standing = Standing::Open;
        QString message;
        bool operator==(const Row &other) const = default;
    };

    QList<Row> m_rows;
};

} // namespace coffer
