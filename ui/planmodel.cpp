// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/planmodel.h"

#include <algorithm>

namespace coffer {

void PlanModel::setPlan(const Plan &plan, const BatchState &state)
{
    QList<Row> rows;
    for (const Plan::Entry &entry : plan.entries)
        rows.append({entry.node.name, entry.node.isHead(), standingOf(entry, state), entry.message});

    const bool sameNodes = std::ranges::equal(rows, m_rows, {}, &Row::name, &Row::name);
    if (!sameNodes) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
        return;
    }
    for (int row = 0; row < rows.size(); ++row) {
        if (rows[row] == m_rows[row])
            continue;
        m_rows[row] = rows[row];
        Q_EMIT dataChanged(index(row), index(row));
    }
}

int PlanModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PlanModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole: return row.name;
    case Qt::ToolTipRole: return row.message.isEmpty() ? QVariant() : QVariant(row.message);
    case Qt::AccessibleTextRole: return tr("%1: %2").arg(row.name, wordFor(row.standing));
    case StandingRole: return int(row.standing);
    case IsHeadRole: return row.isHead;
    default: return {};
    }
}

} // namespace coffer
