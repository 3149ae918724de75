// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchrunner.h"
#include "ui/planmodel.h"
#include "ui/stationstate.h"

#include <QMainWindow>
#include <QPointer>

#include <functional>
#include <memory>

class QBoxLayout;
class QLabel;
class QMessageBox;
class QProgressBar;
class QPushButton;

namespace coffer {

class StageView;

/// Makes the batch that works off `plan`; not started yet. An error is shown to the operator.
using MakeBatch = std::function<Result<std::unique_ptr<BatchRunner>>(const Plan &plan)>;

/// The station: the plan at the left, the present instruction in the middle, the readers below.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(const Plan &plan, MakeBatch makeBatch, QWidget *parent = nullptr);
    ~MainWindow() override; ///< ends a batch that is on, and waits for it

    /// Places the widget for a kind of reader below the instruction; the window owns it.
    void addReaderBox(QWidget *box);

    const StationState &state() const { return m_state; }
    const Plan &plan() const { return m_plan; }

    /// Starts with all that is not verified. Does nothing while a batch is on.
    void startBatch();
    /// Asks the operator whether to stop, and stops; does nothing while no batch is on.
    void askToStop(bool thenClose);

Q_SIGNALS:
    /// A batch was made and is about to start; it lives until the next one.
    void batchMade(coffer::BatchRunner &batch);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void build();
    void follow(BatchRunner &batch);
    void enter(const StationState &state);
    void stop(bool thenClose);
    void finish(bool cancelled);

    Plan m_plan;
    StationState m_state;
    MakeBatch m_makeBatch;
    PlanModel m_model;
    StageView *m_stage;
    QLabel *m_tally;
    QProgressBar *m_share;
    QPushButton *m_cancel;
    QBoxLayout *m_readers;
    QPointer<QMessageBox> m_question;
    std::unique_ptr<BatchRunner> m_batch; ///< the present or last one
};

} // namespace coffer
