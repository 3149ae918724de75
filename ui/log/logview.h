// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/log/sessionreport.h"
#include "ui/log/logmodel.h"

#include <QWidget>

#include <functional>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QTableView;

namespace coffer {

/// The session's log: live, with filters; it follows the newest line until the operator scrolls up. Selected lines are copied,
/// and the whole session exported, without what must not leave this machine.
class LogView : public QWidget
{
    Q_OBJECT
public:
    /// Gives the session's report when it is to be exported.
    using GiveReport = std::function<SessionReport()>;
    /// Gives what must not leave; called whenever something does, also in a job's thread. May read some small files.
    using GiveSecrets = std::function<Secrets()>;

    LogView(GiveReport giveReport, GiveSecrets giveSecrets, QWidget *parent = nullptr);

    void add(const LogRecord &record);
    /// Writes the session to a file, in a job, as a full log takes seconds; tells of an error in a message box.
    void startExport(const QString &path, ReportFormat format);
    /// Asks for a file, and exports.
    void askToExport();

Q_SIGNALS:
    void exported(bool isWritten);

private:
    void build();
    void filter();
    void copy();
    void followIfAtEnd();
    QComboBox *makeNames(const QString &objectName, const QString &all);
    static void offer(QComboBox *names, const QString &name);

    GiveReport m_giveReport;
    GiveSecrets m_giveSecrets;
    LogModel m_model;
    LogFilterModel m_filtered;
    QTableView *m_table;
    QLineEdit *m_text;
    QComboBox *m_level;
    QComboBox *m_node;
    QComboBox *m_reader;
    QComboBox *m_stage;
    QCheckBox *m_follow;
};

} // namespace coffer
