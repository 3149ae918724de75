// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "ui/cardrecord.h"
#include "ui/standing.h"
#include "ui/stationstate.h"

#include <QDialog>

class QFormLayout;
class QLabel;
class QPushButton;
class QTreeWidget;

namespace coffer {

/// All about one node and its card: how it stands, the card in its slot, what was written when and how fast, and every step
/// before. It is not modal: the batch goes on beside it.
class CardDetails : public QDialog
{
    Q_OBJECT
public:
    /// `read` is called in a job's thread, now and whenever the node's standing changes.
    CardDetails(const QString &node, ReadRecord read, QWidget *parent = nullptr);
    ~CardDetails() override;

    QString node() const { return m_node; }

    void setState(const StationState &station, const BatchState &state);
    void noteProgress(const ProgressEvent &event);
    /// Reads the record anew; returns at once.
    void reload();

Q_SIGNALS:
    void pickAsked(const QString &node); ///< its card is to be the next
    void skipAsked(const QString &node);
    void recordShown();                  ///< what was read last is shown, or why it could not be

private:
    void build();
    void showRecord(const Result<CardRecord> &record);
    void drawFacts();
    void drawHeadline();
    void drawSteps();
    QWidget *makeHeadline();
    QWidget *makeButtons();

    QString m_node;
    ReadRecord m_read;
    StationState m_station;
    BatchState m_state;
    std::optional<CardProgress> m_progress;
    CardRecord m_record;
    QList<CardFact> m_facts;
    std::optional<Standing> m_standing; ///< for which the record was read last
    CancelToken m_reading;

    SymbolView *m_symbol = nullptr;
    QLabel *m_words = nullptr;
    QFormLayout *m_form = nullptr;
    QTreeWidget *m_steps = nullptr;
    QLabel *m_error = nullptr;
    QPushButton *m_pick = nullptr;
    QPushButton *m_skip = nullptr;
};

} // namespace coffer
