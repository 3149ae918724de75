// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchstate.h"
#include "ui/standing.h"

#include <QAbstractListModel>

#include <optional>

namespace coffer {

/// The plan as a list: a node a row, the node's name as its text.
class PlanModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        StandingRole = Qt::UserRole, ///< int(Standing)
        IsHeadRole,                  ///< bool
        IndexRole,                   ///< int, Node::index
        WordsRole,                   ///< QString: "writing, 43 %"
        ShareRole,                   ///< double: of what is being done now, 0 to 1; negative: unknown, or nothing is
        ProgressRole,                ///< double: of the present card, 0 to 1; 0 without one, 1 when it is verified
        RateRole,                    ///< double: bytes a second; 0 while nothing is written or read
        SecondsLeftRole,             ///< double: until the present card is done; negative: unknown
        SlotRole,                    ///< QString: where its card is; empty without one
        TriesRole,                   ///< int
        MessageRole,                 ///< QString: why the last try failed; often empty
    };

    using QAbstractListModel::QAbstractListModel;

    /// Shows the batch's plan as it stands. Only what differs is told as changed; another list of nodes is a reset.
    void setState(const BatchState &state);
    /// Shows how far a card is; what is not about the present card of a node is left out.
    void noteProgress(const ProgressEvent &event);

    /// The row of this node; invalid: it has none.
    QModelIndex indexOf(const QString &node) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        Node node;
        Standing standing = Standing::Open;
        Card card = {}; ///< the present one, if any
        int tries = 0;
        QString message = {};
        std::optional<CardProgress> progress = {};
        bool isSameAs(const Row &other) const; ///< of the same node; is nothing to be drawn anew?
    };
    static QString toolTipOf(const Row &row);

    QList<Row> m_rows;
};

} // namespace coffer
