// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/sessionrecorder.h"
#include "core/batch/timeleft.h"
#include "ui/cardrecord.h"
#include "ui/station.h"

#include <QElapsedTimer>
#include <QMainWindow>
#include <QPointer>
#include <QTimer>

class QAction;
class QBoxLayout;
class QDockWidget;
class QLabel;
class QMessageBox;
class QProgressBar;
class QPushButton;

namespace coffer {

class CardDetails;
class CardsView;
class LogView;
class RatePlot;

/// The station: what to do now above, the coffer as it is built in the middle, the readers and what they do below.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// `station` outlives it. `readRecord` is called in a job's thread; what `giveSecrets` gives then does not leave with an
    /// exported log.
    MainWindow(Station &station, ReadRecord readRecord, std::function<Secrets()> giveSecrets = [] { return Secrets(); }, QWidget *parent = nullptr);

    /// Places the widget for a kind of reader at the left below; the window owns it.
    void addReaderBox(QWidget *box);
    /// Puts an action into the menu "&Batch", "&View", …, before what is set apart there; the window does not own it.
    void addToMenu(const QString &menu, QAction *action);
    /// Lets the operator see, and save, the labels of all nodes.
    void showLabels();
    /// Asks for a file, and writes what this session was into it.
    void askToExport();
    /// All about a node and its card, and what can be done with it, in a window or as a menu.
    void showDetails(const QString &node);
    void showMenu(const QString &node, const QPoint &at);
    /// What this session was so far.
    SessionReport report() const;
    /// What has been done of the batch before; to be told before anything is started.
    void recall(const QList<JournalStep> &steps);

    const StationState &state() const { return m_station.state(); }
    /// Asks the operator whether to stop, and stops; unasked while a batch is got ready, and not at all while none is on.
    void askToStop(bool thenClose);

Q_SIGNALS:
    /// The operator has closed it.
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void build();
    void draw();
    void drawProgress(const ProgressEvent &event);
    void drawTimeLeft();
    LogView &log();
    void note(const LogRecord &record);
    void buildMenus();

    Station &m_station;
    ReadRecord m_readRecord;
    CardsView *m_cards;
    RatePlot *m_plot;
    QLabel *m_tally;
    QLabel *m_timeLeft;
    QProgressBar *m_share;
    QPushButton *m_cancel;
    QBoxLayout *m_readers;
    SessionRecorder m_recorder;
    std::function<Secrets()> m_giveSecrets;
    QDockWidget *m_logDock;
    LogView *m_log = nullptr; ///< made when it is first wanted
    QPointer<QMessageBox> m_question;
    QPointer<CardDetails> m_details;
    BatchWatch m_watch;
    QElapsedTimer m_clock;
    QTimer m_tick; ///< once a second while a batch is on
};

} // namespace coffer
