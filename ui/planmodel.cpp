// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/planmodel.h"

#include "core/base/format.h"

#include <algorithm>

namespace coffer {
namespace {

/// Whether two reports look the same: a card tells ten times a second.
bool looksSame(const CardProgress &one, const CardProgress &other)
{
    return one.phase == other.phase && int(one.share * 100) == int(other.share * 100) && int(one.rate / 1e6) == int(other.rate / 1e6)
           && int(one.secondsLeft) == int(other.secondsLeft);
}

} // namespace

bool PlanModel::Row::isSameAs(const Row &other) const
{
    return standing == other.standing && card == other.card && tries == other.tries && message == other.message && progress == other.progress;
}

void PlanModel::setState(const BatchState &state)
{
    QList<Row> rows;
    for (const Plan::Entry &entry : state.plan.entries) {
        const SlotState *slot = slotFor(state, entry.node.name);
        rows.append({entry.node, standingOf(entry, state), slot ? cardOf(*slot) : Card(), entry.tries, entry.message});
    }
    const auto nameOf = [](const Row &row) { return row.node.name; };
    if (!std::ranges::equal(rows, m_rows, {}, nameOf, nameOf)) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
        return;
    }
    for (int row = 0; row < rows.size(); ++row) {
        const Row &before = m_rows[row];
        if (rows[row].card == before.card && rows[row].tries == before.tries && coffer::isInWork(rows[row].standing))
            rows[row].progress = before.progress;
        if (rows[row].isSameAs(before))
            continue;
        m_rows[row] = rows[row];
        Q_EMIT dataChanged(index(row), index(row));
    }
}

void PlanModel::noteProgress(const ProgressEvent &event)
{
    const std::optional<CardProgress> progress = cardProgressOf(event);
    const QModelIndex row = progress ? indexOf(event.node) : QModelIndex();
    if (!row.isValid() || !coffer::isInWork(m_rows[row.row()].standing))
        return;
    std::optional<CardProgress> &known = m_rows[row.row()].progress;
    if (known && looksSame(*known, *progress))
        return;
    known = progress;
    Q_EMIT dataChanged(row, row);
}

QModelIndex PlanModel::indexOf(const QString &node) const
{
    const auto found = std::ranges::find(m_rows, node, [](const Row &row) { return row.node.name; });
    return found == m_rows.end() ? QModelIndex() : index(int(found - m_rows.begin()));
}

int PlanModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QString PlanModel::toolTipOf(const Row &row)
{
    QStringList lines = {tr("%1: %2").arg(row.node.name, wordsFor(row.standing, row.progress))};
    if (!row.card.slot.isEmpty())
        lines += row.card.slot;
    if (row.progress && row.progress->rate > 0)
        lines += rateText(row.progress->rate);
    if (row.progress && row.progress->secondsLeft >= 0)
        lines += tr("%1 left").arg(formatDuration(row.progress->secondsLeft));
    if (row.tries > 1)
        lines += tr("Try %1").arg(row.tries);
    if (!row.message.isEmpty())
        lines += row.message;
    return lines.join(u'\n');
}

QVariant PlanModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole: return row.node.name;
    case Qt::ToolTipRole: return toolTipOf(row);
    case Qt::AccessibleTextRole: return tr("%1: %2").arg(row.node.name, wordsFor(row.standing, row.progress));
    case Qt::AccessibleDescriptionRole: return row.message;
    case StandingRole: return int(row.standing);
    case IsHeadRole: return row.node.isHead();
    case IndexRole: return row.node.index;
    case WordsRole: return wordsFor(row.standing, row.progress);
    case ShareRole: return shareOf(row.standing, row.progress);
    case ProgressRole: return row.standing == Standing::Verified || row.standing == Standing::Written ? 1.0 : row.progress ? wholeShareOf(*row.progress) : 0.0;
    case RateRole: return row.progress ? row.progress->rate : 0.0;
    case SecondsLeftRole: return row.progress ? row.progress->secondsLeft : -1.0;
    case SlotRole: return row.card.slot;
    case TriesRole: return row.tries;
    case MessageRole: return row.message;
    default: return {};
    }
}

} // namespace coffer
