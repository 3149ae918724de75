// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readerspanel.h"

#include "core/base/format.h"
#include "core/base/overloaded.h"
#include "ui/standing.h"
#include "ui/wrappinglist.h"

#include <QCollator>
#include <QVBoxLayout>

#include <algorithm>

namespace coffer {
namespace {

QString cardText(const QString &model, qint64 size)
{
    return size > 0 ? QStringLiteral("%1, %2").arg(model, formatBytes(size)) : model;
}

QString doingWith(const Card &card, const BatchState &state, const QHash<QString, CardProgress> &progress)
{
    const auto found = state.slots.constFind(card.byId);
    if (found == state.slots.constEnd() || !(cardOf(*found) == card))
        return {};
    const auto words = [&](const Node &node, Standing standing) {
        const auto known = progress.constFind(node.name);
        return tr("%1: %2").arg(node.name, wordsFor(standing, known == progress.constEnd() ? std::nullopt : std::optional(*known)));
    };
    return std::visit(Overloaded{[&](const Checking &slot) { return words(slot.node, Standing::Checking); },
                                 [&](const Confirming &slot) { return words(slot.node, Standing::Asking); },
                                 [&](const Flashing &slot) { return words(slot.node, standingOf({slot.node}, state)); },
                                 [](const AwaitingRemoval &slot) {
                                     return slot.outcome ? tr("waits to be removed: %1").arg(slot.node.name)
                                                         : tr("%1 failed: %2").arg(slot.node.name, slot.outcome.error().message);
                                 },
                                 [](const LeftAlone &slot) { return slot.isDeclined ? tr("left alone, as you chose") : tr("left alone: no node needs a card"); }},
                      *found);
}

} // namespace

QList<SlotRow> slotRowsOf(const CardSource &source, const BatchState &state, const QHash<QString, CardProgress> &progress)
{
    QList<SlotRow> rows;
    for (const Card &card : source.cards())
        rows.append({card.slot, cardText(card.model, card.size), doingWith(card, state, progress)});
    for (const Refusal &refusal : source.refusals())
        rows.append({refusal.slot, refusal.model, tr("cannot be used. %1").arg(refusal.reason)});
    for (const Refusal &empty : source.emptySlots())
        rows.append({empty.slot, tr("empty"), {}});
    QCollator order(QLocale().language() == QLocale::C ? QLocale(QLocale::English) : QLocale()); // "C" knows no numbers
    order.setNumericMode(true);
    std::ranges::stable_sort(rows, [&](const SlotRow &one, const SlotRow &other) { return order.compare(one.slot, other.slot) < 0; });
    return rows;
}

ReadersPanel::ReadersPanel(const CardSource &source, QWidget *parent)
    : QGroupBox(tr("Readers"), parent), m_source(source), m_list(new WrappingList({tr("Slot"), tr("Card"), tr("What happens")}))
{
    m_list->setObjectName(QStringLiteral("slots"));
    m_list->setAccessibleName(tr("Readers and what is in them"));
    m_list->setTabKeyNavigation(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addWidget(m_list);
    connect(&source, &CardSource::changed, this, &ReadersPanel::draw);
    draw();
}

void ReadersPanel::setState(const BatchState &state)
{
    m_state = state;
    m_progress.removeIf([&](const auto &known) {
        const SlotState *slot = slotFor(state, known.key());
        return !slot || !std::holds_alternative<Flashing>(*slot);
    });
    draw();
}

void ReadersPanel::noteProgress(const ProgressEvent &event)
{
    const auto progress = cardProgressOf(event);
    const SlotState *slot = progress ? slotFor(m_state, event.node) : nullptr;
    if (!slot || !std::holds_alternative<Flashing>(*slot))
        return;
    m_progress.insert(event.node, *progress);
    draw();
}

QSize ReadersPanel::minimumSizeHint() const
{
    return {fontMetrics().height() * 16, fontMetrics().height() * 7};
}

/// Changes only what differs, so that the selection and a screen reader's place stay.
void ReadersPanel::draw()
{
    const QList<SlotRow> rows = slotRowsOf(m_source, m_state, m_progress);
    if (rows == m_rows)
        return;
    while (m_list->topLevelItemCount() > rows.size())
        delete m_list->takeTopLevelItem(m_list->topLevelItemCount() - 1);
    while (m_list->topLevelItemCount() < rows.size())
        new QTreeWidgetItem(m_list);
    for (int i = 0; i < rows.size(); ++i) {
        if (i < m_rows.size() && rows[i] == m_rows[i])
            continue;
        const QStringList words = {rows[i].slot, rows[i].card, rows[i].doing};
        QStringList spoken = words;
        spoken.removeAll(QString());
        QTreeWidgetItem *item = m_list->topLevelItem(i);
        for (int column = 0; column < words.size(); ++column) {
            item->setText(column, words[column]);
            item->setToolTip(column, QStringLiteral("<p>%1</p>").arg(words[column].toHtmlEscaped()));
        }
        item->setData(0, Qt::AccessibleTextRole, spoken.join(QStringLiteral(", ")));
    }
    m_rows = rows;
}

} // namespace coffer
