// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/readersetup.h"
#include "core/boards/site.h"
#include "station/options.h"
#include "ui/calls.h"
#include "ui/mainwindow.h"
#include "ui/preferences/preferences.h"
#include "ui/station.h"
#include "ui/wizard/wizardstate.h"

#include <QAction>
#include <QPointer>

namespace coffer {

class FlashWizard;

/// What the station is set up with; all of it has been loaded and checked.
struct StationSetup
{
    Options options;
    Cluster cluster;
    Site site;
    Preferences preferences;
    Readers readers;
    Plan plan; ///< what the command line names; the last batch is looked up later
};

/// The station put together: its window, the readers' box, the wizard, the preferences and what calls the operator.
class StationDesk : public QObject
{
    Q_OBJECT
public:
    explicit StationDesk(StationSetup setup);

    /// Shows the window, with a line for the operator where that is not empty, and the wizard where it was asked for.
    void show(const QString &line);

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    /// The record of the batches cannot be read.
    void cannotStart(const coffer::Error &error);

private:
    void loadRecord();
    QWidget *makeReaders();
    QWidget *makePanel();
    void addActions();
    void showWizard();
    void showPreferences();
    void apply(const Preferences &preferences);
    void setReaders();

    StationSetup m_setup;
    bool m_hasOtherReaders = false; ///< the preferences have, and the source does not know yet
    Station m_station;
    WizardState m_wizard;
    MainWindow m_window;
    QPointer<FlashWizard> m_wizardWindow; ///< the window's
    StationSignals m_signals;
    Calls m_calls;
    QAction m_preferencesAction;
    QAction m_wizardAction;
};

} // namespace coffer
