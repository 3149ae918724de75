// SPDX-License-Identifier: GPL-3.0-or-later
#include "station/batchmaker.h"
#include "station/options.h"

#include "common/batchsetup.h"
#include "core/base/files.h"

#include "ui/calls.h"
#include "ui/language.h"
#include "ui/mainwindow.h"
#include "ui/preferences/preferencesdialog.h"
#include "ui/preferences/preferencesfile.h"
#include "ui/readerspanel.h"
#include "ui/virtualreaderbox.h"

#include <QAction>
#include <QApplication>
#include <QMessageBox>

namespace {

using namespace coffer;

int failWith(const Error &error)
{
    QMessageBox box(QMessageBox::Critical, tr("The station cannot start"), error.message, QMessageBox::Close);
    box.setTextFormat(Qt::PlainText); // what a file holds is never taken for markup
    box.exec();
    return 1;
}

/// What is on record of a node's cards.
ReadRecord recordReader(const QString &journal, const QString &cluster)
{
    return [=](const QString &node, const std::optional<Card> &card) -> Result<CardRecord> {
        const Result<Journal> opened = Journal::open(journal, cluster);
        return opened ? readRecord(*opened, node, card) : passOn(opened);
    };
}

/// What an exported log must not tell: besides this machine's and user's names the password of /share.
Secrets secretsOf(const Paths &paths)
{
    Secrets secrets = Secrets::ofThisMachine();
    const Result<QByteArray> share = readFile(paths.keys + QStringLiteral("/share/secret"));
    if (share)
        secrets.words += QString::fromUtf8(share->trimmed());
    return secrets;
}

int runStation(const Options &options, const Preferences &preferences)
{
    const Result<Cluster> cluster = loadCluster(options.paths.boards);
    if (!cluster)
        return failWith(cluster.error());
    const Result<Site> site = siteOf(options.paths);
    if (!site)
        return failWith(site.error());
    Result<Readers> readers = openReaders(options.readers, *cluster, options.paths, narrowed(*site, preferences));
    if (!readers)
        return failWith(readers.error());
    const Result<Plan> plan = planOn(*readers, *cluster, options.paths, options.only);
    if (!plan)
        return failWith(plan.error());

    Station station(*plan, batchMaker(*readers, *cluster, options.paths));
    MainWindow window(station, recordReader(readers->journal, cluster->id), secretsOf(options.paths));
    if (readers->virtualReader) {
        auto *box = new VirtualReaderBox(*readers->virtualReader);
        box->setSwapsByItself(options.readers.autoSwap);
        if (options.readers.script)
            box->setScript(*options.readers.script);
        window.addReaderBox(box);
        QObject::connect(&station, &Station::batchMade, box, &VirtualReaderBox::follow);
    } else {
        auto *panel = new ReadersPanel(*readers->source);
        window.addReaderBox(panel);
        QObject::connect(&station, &Station::changed, panel, [&station, panel] { panel->setState(station.batch()); });
        QObject::connect(&station, &Station::progressed, panel, &ReadersPanel::noteProgress);
    }
    StationSignals signs;
    Calls calls(station, window, signs);
    const auto apply = [&](const Preferences &chosen) { // the readers that may be used, and the language, from the next start on
        readers->options.alwaysAsk = options.readers.alwaysAsk || narrowed(*site, chosen).confirmAlways;
        readers->options.flash.verify = chosen.verify;
        signs.setPreferences({chosen.sounds, chosen.notifications});
    };
    apply(preferences);
    QAction preferencesAction(tr("&Preferences…"));
    preferencesAction.setShortcut(QKeySequence::Preferences);
    QObject::connect(&preferencesAction, &QAction::triggered, &window, [&] {
        auto *dialog = new PreferencesDialog({options.paths.preferences, options.paths.readers, options.paths.site, *site, options.paths.cache, cacheCare()}, &window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        QObject::connect(dialog, &PreferencesDialog::saved, &window, apply);
        dialog->open();
    });
    window.addToMenu(tr("&Batch"), &preferencesAction);
    window.show();
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("coffer-station"));
    QApplication::setApplicationDisplayName(QStringLiteral("Cofferware"));
    QApplication::setApplicationVersion(QStringLiteral(COFFER_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("coffer-station"));

    const auto parsed = parseOptions(QApplication::arguments());
    if (const int *exitCode = std::get_if<int>(&parsed))
        return *exitCode;
    const Options &options = std::get<Options>(parsed);
    const LoadedPreferences preferences = loadPreferences(options.paths.preferences);
    setLanguage(app, preferences.values.language);
    return runStation(options, preferences.values);
}
