// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchstate.h"
#include "core/cards/cardsource.h"
#include "ui/cardprogress.h"

#include <QGroupBox>
#include <QHash>

class QTreeWidget;

namespace coffer {

/// A slot of a reader: what is in it, and what the batch does with that.
struct SlotRow
{
    QString slot;
    QString card;  ///< "Acme SD, 29.7 GiB"
    QString doing; ///< "node07: writing, 43 %", or why the card cannot be used

    bool operator==(const SlotRow &) const = default;
};

/// The rows for all slots that the source knows, in the order of their names ("slot 10" after "slot 9"). `progress` is that of
/// the present cards, by node. Pure but for asking the source.
QList<SlotRow> slotRowsOf(const CardSource &source, const BatchState &state, const QHash<QString, CardProgress> &progress);

/// The readers with their slots, and what is in each; also cards that cannot be used, and why.
class ReadersPanel : public QGroupBox
{
    Q_OBJECT
public:
    /// `source` outlives it.
    explicit ReadersPanel(const CardSource &source, QWidget *parent = nullptr);

    void setState(const BatchState &state);
    void noteProgress(const ProgressEvent &event);

    QSize minimumSizeHint() const override;

private:
    void draw();

    const CardSource &m_source;
    BatchState m_state;
    QHash<QString, CardProgress> m_progress;
    QList<SlotRow> m_rows;
    QTreeWidget *m_list;
};

} // namespace coffer
