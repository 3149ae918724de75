// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "ui/planview.h"
#include "ui/stageview.h"
#include "ui/stopquestion.h"
#include "ui/symbol.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QStatusBar>
#include <QVBoxLayout>

namespace coffer {
namespace {

StationState stateToBeginWith(const Plan &plan)
{
    return plan.nextOpen() ? StationState(Ready{}) : StationState(BatchState(Finished{}));
}

} // namespace

MainWindow::MainWindow(const Plan &plan, MakeBatch makeBatch, QWidget *parent)
    : QMainWindow(parent), m_plan(plan), m_makeBatch(std::move(makeBatch)), m_stage(new StageView), m_tally(new QLabel),
      m_share(new QProgressBar), m_cancel(new QPushButton(tr("&Cancel the batch…"))), m_readers(new QHBoxLayout)
{
    build();
    connect(m_stage, &StageView::startAsked, this, &MainWindow::startBatch);
    connect(m_cancel, &QPushButton::clicked, this, [this] { askToStop(false); });
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, [this] { askToStop(false); });
    enter(stateToBeginWith(plan));
    m_stage->takeKeyboard();
}

MainWindow::~MainWindow()
{
    if (m_batch)
        m_batch->disconnect(this);
    m_batch.reset();
}

void MainWindow::build()
{
    setWindowTitle(tr("Cofferware station"));
    setWindowIcon(programIcon());
    m_tally->setObjectName(QStringLiteral("tally"));
    QFont bold = m_tally->font();
    bold.setPointSizeF(bold.pointSizeF() * 1.15);
    bold.setBold(true);
    m_tally->setFont(bold);
    m_share->setTextVisible(false);
    m_share->setMaximumHeight(fontMetrics().height() / 2);
    m_share->setAccessibleName(tr("Verified cards"));
    m_cancel->setObjectName(QStringLiteral("cancel"));
    m_cancel->setAutoDefault(true);

    auto *left = new QVBoxLayout;
    left->setSpacing(8);
    left->addWidget(m_tally);
    left->addWidget(m_share);
    left->addWidget(new PlanView(m_model));
    left->addStretch();

    auto *below = new QHBoxLayout;
    below->addLayout(m_readers, 1);
    below->addWidget(m_cancel, 0, Qt::AlignBottom);
    auto *right = new QVBoxLayout;
    right->addWidget(m_stage, 1);
    right->addLayout(below);

    auto *center = new QWidget;
    auto *columns = new QHBoxLayout(center);
    columns->setContentsMargins(14, 14, 14, 14);
    columns->setSpacing(18);
    columns->addLayout(left, 0);
    columns->addLayout(right, 1);
    setCentralWidget(center);
    statusBar()->setSizeGripEnabled(false);
    resize(1024, 700);
}

void MainWindow::addReaderBox(QWidget *box)
{
    m_readers->addWidget(box);
}

void MainWindow::startBatch()
{
    if (isRunning(m_state))
        return;
    Plan next = planForNextRun(m_plan);
    Result<std::unique_ptr<BatchRunner>> batch = m_makeBatch(next);
    if (!batch)
        return enter(Blocked{batch.error()});
    m_plan = std::move(next);
    m_batch = std::move(*batch);
    follow(*m_batch);
    enter(m_batch->state());
    Q_EMIT batchMade(*m_batch);
    m_batch->start();
}

void MainWindow::follow(BatchRunner &batch)
{
    connect(&batch, &BatchRunner::stateChanged, this, [this](const BatchState &state) {
        m_plan = m_batch->plan();
        enter(std::holds_alternative<Stopping>(m_state) ? m_state : StationState(state));
    });
    connect(&batch, &BatchRunner::progressed, this, [this](const ProgressEvent &event) {
        m_stage->drawProgress(event);
        if (!event.text.isEmpty())
            statusBar()->showMessage(event.text);
    });
    connect(&batch, &BatchRunner::finished, this, &MainWindow::finish);
    connect(m_stage, &StageView::confirmed, &batch, &BatchRunner::confirm);
    connect(m_stage, &StageView::declined, &batch, &BatchRunner::decline);
    connect(m_stage, &StageView::skipAsked, &batch, &BatchRunner::skip);
}

void MainWindow::finish(bool cancelled)
{
    m_plan = m_batch->plan();
    const auto *stopping = std::get_if<Stopping>(&m_state);
    const bool thenClose = stopping && stopping->thenClose;
    enter(cancelled ? StationState(Stopped{}) : StationState(BatchState(Finished{})));
    if (thenClose)
        close();
}

void MainWindow::enter(const StationState &state)
{
    m_state = state;
    const auto *batch = std::get_if<BatchState>(&m_state);
    m_model.setPlan(m_plan, batch ? *batch : BatchState(Finished{}));
    const int verified = m_plan.count(Outcome::Verified);
    m_tally->setText(tr("%1 of %2 cards verified").arg(verified).arg(m_plan.entries.size()));
    m_share->setRange(0, int(m_plan.entries.size()));
    m_share->setValue(verified);
    m_stage->draw(m_state, m_plan);
    m_cancel->setEnabled(isRunning(m_state) && !std::holds_alternative<Stopping>(m_state));
    if (m_question && !isRunning(m_state))
        m_question->reject();
}

void MainWindow::askToStop(bool thenClose)
{
    if (m_question || !isRunning(m_state))
        return;
    m_question = askWhetherToStop(m_state, this, [this, thenClose] { stop(thenClose); });
}

void MainWindow::stop(bool thenClose)
{
    if (!isRunning(m_state))
        return;
    enter(Stopping{thenClose});
    m_batch->cancel();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    event->setAccepted(!isRunning(m_state));
    if (isRunning(m_state))
        askToStop(true);
}

} // namespace coffer
