// SPDX-License-Identifier: GPL-3.0-or-later
#include "station/stationdesk.h"

#include "common/batchsetup.h"
#include "core/base/files.h"
#include "station/batchmaker.h"
#include "station/wizardservices.h"
#include "ui/cardsview.h"
#include "ui/cofferview.h"
#include "ui/preferences/preferencesdialog.h"
#include "ui/readerspanel.h"
#include "ui/virtualreaderbox.h"
#include "ui/wizard/flashwizard.h"

#include <QApplication>
#include <QCloseEvent>
#include <QStatusBar>

namespace coffer {
namespace {

/// What is on record of a node's cards.
ReadRecord recordReader(const QString &journal, const QString &cluster)
{
    return [=](const QString &node, const std::optional<Card> &card) -> Result<CardRecord> {
        const Result<Journal> opened = Journal::open(journal, cluster);
        return opened ? readRecord(*opened, node, card) : passOn(opened);
    };
}

/// What the last batch has done; where that cannot be read, planOn() has said so.
QList<JournalStep> stepsBefore(const Readers &readers, const Cluster &cluster)
{
    const Result<Journal> journal = Journal::open(readers.journal, cluster.id);
    return journal ? journal->presentSteps().value_or(QList<JournalStep>()) : QList<JournalStep>();
}

/// What an exported log must not tell: besides this machine's and user's names the password of /share.
Secrets secretsOf(const Paths &paths)
{
    Secrets secrets = Secrets::ofThisMachine();
    if (const Result<QByteArray> share = readFile(paths.keys + QStringLiteral("/share/secret")))
        secrets.words += QString::fromUtf8(share->trimmed());
    return secrets;
}

} // namespace

StationDesk::StationDesk(StationSetup setup)
    : m_setup(std::move(setup)), m_station(m_setup.plan, batchMaker(m_setup.readers, m_setup.cluster, m_setup.options.paths)),
      m_window(m_station, recordReader(m_setup.readers.journal, m_setup.cluster.id), [paths = m_setup.options.paths] { return secretsOf(paths); }),
      m_calls(m_station, m_window, m_signals), m_preferencesAction(tr("&Preferences…")), m_wizardAction(tr("Flash &all nodes, step by step…"))
{
    m_window.addReaderBox(makeReaders());
    addActions();
    apply(m_setup.preferences);
    connect(&m_station, &Station::notLoaded, this, &StationDesk::cannotStart);
    connect(&m_station, &Station::changed, this, &StationDesk::setReaders);
    m_window.installEventFilter(this);
    connect(&m_window, &MainWindow::closed, qApp, &QApplication::quit, Qt::QueuedConnection); // the wizard, too
    loadRecord();
}

/// In a job, as the window need not wait for it.
void StationDesk::loadRecord()
{
    const auto before = std::make_shared<QList<JournalStep>>();
    m_station.load([this, before](Progress &) -> Result<Plan> {
        Result<Plan> plan = planOn(m_setup.readers, m_setup.cluster, m_setup.options.paths, m_setup.options.only);
        if (plan && plan->count(Outcome::Verified) > 0) // else the next one is a new one
            *before = stepsBefore(m_setup.readers, m_setup.cluster);
        return plan;
    });
    const auto recall = [this, before] { m_window.recall(*before); };
    connect(&m_station, &Station::changed, this, recall, Qt::SingleShotConnection); // loaded
}

void StationDesk::show(const QString &line)
{
    if (!line.isEmpty())
        m_window.statusBar()->showMessage(line);
    m_window.show();
    if (m_setup.options.opensWizard)
        showWizard();
}

QWidget *StationDesk::makeReaders()
{
    if (!m_setup.readers.virtualReader)
        return makePanel();
    auto *box = new VirtualReaderBox(*m_setup.readers.virtualReader);
    box->setSwapsByItself(m_setup.options.readers.autoSwap);
    if (m_setup.options.readers.script)
        box->setScript(*m_setup.options.readers.script);
    connect(&m_station, &Station::batchMade, box, &VirtualReaderBox::follow);
    return box;
}

/// The readers' table, which tells what becomes of the cards.
QWidget *StationDesk::makePanel()
{
    auto *panel = new ReadersPanel(*m_setup.readers.source);
    panel->setState(m_station.batch());
    connect(&m_station, &Station::changed, panel, [this, panel] { panel->setState(m_station.batch()); });
    connect(&m_station, &Station::progressed, panel, &ReadersPanel::noteProgress);
    return panel;
}

void StationDesk::addActions()
{
    m_preferencesAction.setShortcut(QKeySequence::Preferences);
    connect(&m_preferencesAction, &QAction::triggered, this, &StationDesk::showPreferences);
    connect(&m_wizardAction, &QAction::triggered, this, &StationDesk::showWizard);
    for (QAction *action : {&m_wizardAction, &m_preferencesAction})
        m_window.addToMenu(MainWindow::tr("&Batch"), action);
}

/// Beside the window, which can be used meanwhile: the virtual reader's cards are put in there.
void StationDesk::showWizard()
{
    if (m_wizardWindow) {
        m_wizardWindow->raise();
        return m_wizardWindow->activateWindow();
    }
    WizardServices services = wizardServices(m_setup.options.paths, m_setup.cluster);
    services.exportReport = [this] { m_window.askToExport(); };
    services.showLabels = [this] { m_window.showLabels(); };
    auto *cards = new CardsView(m_station);
    auto *wizard = new FlashWizard(m_wizard, services, {makePanel(), cards}, &m_window);
    wizard->setAttribute(Qt::WA_DeleteOnClose);
    m_wizardWindow = wizard;
    const auto tell = [this, wizard] {
        wizard->setCards(m_station.batch().plan, std::holds_alternative<Ended>(m_station.state()));
    };
    connect(&m_station, &Station::changed, wizard, tell);
    connect(cards->coffer(), &CofferView::nodeActivated, &m_window, &MainWindow::showDetails);
    connect(cards->coffer(), &CofferView::nodeMenuAsked, &m_window, &MainWindow::showMenu);
    tell();
    wizard->show();
}

/// A build that is on would end with the window: the operator is asked before.
bool StationDesk::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != &m_window || event->type() != QEvent::Close || !m_wizard.build.isRunning())
        return QObject::eventFilter(watched, event);
    showWizard();
    m_wizardWindow->close();
    event->ignore();
    return true;
}

void StationDesk::showPreferences()
{
    const Paths &paths = m_setup.options.paths;
    auto *dialog = new PreferencesDialog({paths.preferences, paths.readers, paths.site, m_setup.site, paths.cache,
                                          cacheCare(preferredContext(m_setup.cluster, paths, m_setup.preferences))},
                                         &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PreferencesDialog::saved, this, [this](const Preferences &preferences) {
        apply(preferences);
        m_hasOtherReaders = true;
        setReaders();
    });
    dialog->open();
}

/// From the next batch or build on; the language from the next start on.
void StationDesk::apply(const Preferences &preferences)
{
    m_setup.preferences = preferences;
    m_setup.readers.options.alwaysAsk = m_setup.options.readers.alwaysAsk || narrowed(m_setup.site, preferences).confirmAlways;
    m_setup.readers.options.flash.verify = preferences.verify;
    m_signals.setPreferences({preferences.sounds, preferences.notifications});
}

/// A card that is being written keeps its reader's name and leave: this waits for the batch's end.
void StationDesk::setReaders()
{
    const StationState &state = m_station.state();
    if (!m_hasOtherReaders || isRunning(state) || std::holds_alternative<Preparing>(state))
        return;
    m_hasOtherReaders = false;
    m_setup.readers.source->setRules(cardRules(narrowed(m_setup.site, m_setup.preferences)), ReaderNames(m_setup.options.paths.readers));
}

} // namespace coffer
