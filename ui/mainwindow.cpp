// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "core/base/format.h"
#include "core/base/job.h"
#include "ui/carddetails.h"
#include "ui/cardsview.h"
#include "ui/cofferview.h"
#include "ui/labels/labeldialog.h"
#include "ui/log/logview.h"
#include "ui/promptband.h"
#include "ui/rateplot.h"
#include "ui/standing.h"
#include "ui/stopquestion.h"
#include "ui/symbol.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QStatusBar>
#include <QVBoxLayout>

#include <algorithm>

namespace coffer {

MainWindow::MainWindow(Station &station, ReadRecord readRecord, std::function<Secrets()> giveSecrets, QWidget *parent)
    : QMainWindow(parent), m_station(station), m_readRecord(std::move(readRecord)), m_cards(new CardsView(station)), m_plot(new RatePlot),
      m_tally(new QLabel), m_timeLeft(new QLabel), m_share(new QProgressBar), m_cancel(new QPushButton(tr("&Cancel the batch…"))),
      m_readers(new QHBoxLayout),
      m_recorder(station.batch().plan.cluster, QStringLiteral("%1 %2").arg(QApplication::applicationName(), QApplication::applicationVersion())),
      m_giveSecrets(std::move(giveSecrets)), m_logDock(new QDockWidget(tr("Log"), this))
{
    build();
    buildMenus();
    m_clock.start();
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &MainWindow::drawTimeLeft);
    connect(m_cards->coffer(), &CofferView::nodeActivated, this, &MainWindow::showDetails);
    connect(m_cards->coffer(), &CofferView::nodeMenuAsked, this, &MainWindow::showMenu);
    connect(&station, &Station::changed, this, &MainWindow::draw);
    connect(&station, &Station::progressed, this, &MainWindow::drawProgress);
    connect(&station, &Station::closeAsked, this, &MainWindow::close);
    connect(&station, &Station::stepped, this, [this](const JournalStep &step) { note(m_recorder.note(step)); });
    connect(m_cancel, &QPushButton::clicked, this, [this] { askToStop(false); });
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, [this] { askToStop(false); });
    draw();
    m_cards->prompt()->takeKeyboard();
}

void MainWindow::build()
{
    setWindowTitle(tr("Cofferware station"));
    setWindowIcon(programIcon());
    m_tally->setObjectName(QStringLiteral("tally"));
    m_timeLeft->setObjectName(QStringLiteral("timeLeft"));
    m_share->setTextVisible(false);
    m_share->setMaximumHeight(fontMetrics().height() / 2);
    m_share->setAccessibleName(tr("Cards that are done"));
    m_cancel->setObjectName(QStringLiteral("cancel"));
    m_cancel->setAutoDefault(true);

    auto *tally = new QHBoxLayout;
    tally->addWidget(m_tally);
    tally->addWidget(m_share, 1);
    tally->addWidget(m_timeLeft);
    tally->addWidget(m_cancel);
    auto *below = new QHBoxLayout;
    below->addLayout(m_readers, 3);
    below->addWidget(m_plot, 2);

    auto *center = new QWidget;
    auto *layout = new QVBoxLayout(center);
    layout->setContentsMargins(12, 12, 12, 6);
    layout->setSpacing(10);
    layout->addWidget(m_cards, 1);
    layout->addLayout(tally);
    layout->addLayout(below);
    setCentralWidget(center);
    statusBar()->setSizeGripEnabled(false);
    resize(1024, 700);
}

void MainWindow::buildMenus()
{
    m_logDock->setObjectName(QStringLiteral("logDock"));
    m_logDock->setAllowedAreas(Qt::BottomDockWidgetArea | Qt::RightDockWidgetArea);
    addDockWidget(Qt::BottomDockWidgetArea, m_logDock);
    m_logDock->setFloating(true); // a window of its own until it is put below
    m_logDock->resize(900, 400);
    m_logDock->hide();
    m_logDock->toggleViewAction()->setShortcut(Qt::CTRL | Qt::Key_L);
    connect(m_logDock, &QDockWidget::visibilityChanged, this, [this](bool isVisible) {
        if (isVisible)
            log();
    });
    connect(m_logDock->toggleViewAction(), &QAction::triggered, this, [this](bool isShown) {
        if (!isShown)
            return;
        m_logDock->activateWindow(); // window managers give it no keyboard by themselves
        log().setFocus();
    });

    QMenu *batch = menuBar()->addMenu(tr("&Batch"));
    batch->addAction(tr("&Labels…"), QKeySequence(Qt::CTRL | Qt::Key_P), this, &MainWindow::showLabels);
    batch->addAction(tr("&Export the session…"), QKeySequence(Qt::CTRL | Qt::Key_E), this, &MainWindow::askToExport);
    batch->addSeparator();
    batch->addAction(tr("&Quit"), QKeySequence(QKeySequence::Quit), this, &MainWindow::close);
    menuBar()->addMenu(tr("&View"))->addAction(m_logDock->toggleViewAction());
}

void MainWindow::showLabels()
{
    const auto read = [plan = m_station.batch().plan, record = m_readRecord](Progress &) -> Result<QList<Label>> { return labelsOf(plan, record); };
    // Over the window that the operator comes from, the wizard's maybe: who closes it is there again.
    const auto show = [this, from = QPointer(QApplication::activeWindow())](const Result<QList<Label>> &labels) {
        auto *dialog = new LabelDialog(*labels, from ? from : this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    };
    runJob<QList<Label>>(this, {}, read, [](const ProgressEvent &) {}, show);
}

void MainWindow::askToExport()
{
    log().askToExport();
}

/// Made when it is first wanted: the window comes up sooner.
LogView &MainWindow::log()
{
    if (!m_log) {
        m_log = new LogView([this] { return report(); }, m_giveSecrets);
        for (const LogRecord &record : m_recorder.log().records())
            m_log->add(record);
        m_logDock->setWidget(m_log);
        connect(m_log, &LogView::exported, this, [this](bool isWritten) {
            if (isWritten)
                statusBar()->showMessage(tr("The session is exported."));
        });
    }
    return *m_log;
}

void MainWindow::recall(const QList<JournalStep> &steps)
{
    for (const JournalStep &step : steps)
        note(m_recorder.note(step));
}

void MainWindow::note(const LogRecord &record)
{
    if (m_log)
        m_log->add(record);
}

SessionReport MainWindow::report() const
{
    const BatchState &batch = m_station.batch();
    return m_recorder.report(batch.plan, [&](const Plan::Entry &entry) { return wordFor(standingOf(entry, batch)); });
}

void MainWindow::addReaderBox(QWidget *box)
{
    m_readers->addWidget(box);
}

void MainWindow::addToMenu(const QString &menu, QAction *action)
{
    for (QAction *known : menuBar()->actions()) {
        if (known->text() != menu)
            continue;
        const QList<QAction *> actions = known->menu()->actions();
        const auto separator = std::ranges::find_if(actions, &QAction::isSeparator);
        return known->menu()->insertAction(separator == actions.end() ? nullptr : *separator, action);
    }
    menuBar()->addMenu(menu)->addAction(action);
}

void MainWindow::draw()
{
    const Plan &plan = m_station.batch().plan;
    const int unread = plan.countUnread();
    const int verified = plan.count(Outcome::Verified) - unread;
    const bool isKnown = !std::holds_alternative<Loading>(m_station.state());
    const QString words = unread == 0 ? tr("%1 of %2 cards verified").arg(verified).arg(plan.entries.size())
                                      : tr("%1 of %2 cards verified, %3 not read back").arg(verified).arg(plan.entries.size()).arg(unread);
    m_tally->setText(isKnown ? words : QString());
    m_share->setRange(0, int(plan.entries.size()));
    m_share->setValue(plan.count(Outcome::Verified));
    m_watch.note(m_station.batch(), m_clock.elapsed());
    isRunning(m_station.state()) ? m_tick.start() : m_tick.stop();
    drawTimeLeft();
    if (m_details)
        m_details->setState(m_station.state(), m_station.batch());
    m_cancel->setEnabled(std::holds_alternative<Running>(m_station.state()) || std::holds_alternative<Preparing>(m_station.state()));
    if (m_question && !isRunning(m_station.state()))
        m_question->reject();
}

void MainWindow::drawProgress(const ProgressEvent &event)
{
    m_plot->noteProgress(event);
    m_watch.note(event, m_clock.elapsed());
    if (m_details)
        m_details->noteProgress(event);
    if (const std::optional<LogRecord> line = m_recorder.note(event, m_clock.elapsed())) {
        note(*line);
        statusBar()->showMessage(line->text);
    }
}

/// Said as roughly as it is known.
void MainWindow::drawTimeLeft()
{
    const std::optional<double> left = isRunning(m_station.state()) ? m_watch.secondsLeft(m_clock.elapsed()) : std::nullopt;
    m_timeLeft->setText(left ? tr("about %1 left").arg(formatDuration(*left)) : QString());
}

void MainWindow::showDetails(const QString &node)
{
    delete m_details;
    m_details = new CardDetails(node, m_readRecord, this);
    m_details->setAttribute(Qt::WA_DeleteOnClose);
    m_details->setState(m_station.state(), m_station.batch());
    connect(m_details, &CardDetails::pickAsked, &m_station, &Station::pick);
    connect(m_details, &CardDetails::skipAsked, &m_station, &Station::skip);
    m_details->show();
}

void MainWindow::showMenu(const QString &node, const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Card of %1…").arg(node), this, [this, node] { showDetails(node); });
    QAction *pick = menu->addAction(tr("&Flash %1 next").arg(node), &m_station, [this, node] { m_station.pick(node); });
    pick->setEnabled(canPick(m_station.state()));
    QAction *skip = menu->addAction(tr("&Skip %1").arg(node), &m_station, [this, node] { m_station.skip(node); });
    skip->setEnabled(canSkip(m_station.state()));
    menu->popup(at);
}

void MainWindow::askToStop(bool thenClose)
{
    if (std::holds_alternative<Preparing>(m_station.state()))
        return m_station.stop(thenClose); // no card is lost by that
    if (m_question || !isRunning(m_station.state()))
        return;
    m_question = askWhetherToStop(m_station.batch(), this, [this, thenClose] { m_station.stop(thenClose); });
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    event->setAccepted(!isRunning(m_station.state()));
    if (isRunning(m_station.state()))
        return askToStop(true);
    m_station.stop(false); // what is got ready does not start without its window
    Q_EMIT closed();
}

} // namespace coffer
