// SPDX-License-Identifier: GPL-3.0-or-later
#include "station/stationdesk.h"

#include "common/batchsetup.h"
#include "core/batch/plan.h"
#include "ui/language.h"
#include "ui/preferences/preferencesfile.h"

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

int runStation(const Options &options, const LoadedPreferences &preferences)
{
    Result<Cluster> cluster = loadCluster(options.paths.boards);
    if (!cluster)
        return failWith(cluster.error());
    const Result<Site> site = siteOf(options.paths);
    if (!site)
        return failWith(site.error());
    Result<Readers> readers = openReaders(options.readers, *cluster, options.paths, narrowed(*site, preferences.values));
    if (!readers)
        return failWith(readers.error());
    const Result<Plan> plan = makePlan(*cluster, options.only);
    if (!plan)
        return failWith(plan.error());

    StationDesk desk({options, *cluster, *site, preferences.values, std::move(*readers), *plan});
    QObject::connect(&desk, &StationDesk::cannotStart, &desk, [](const Error &error) { QApplication::exit(failWith(error)); });
    desk.show(preferences.warning);
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
    setLanguage(app, loadPreferences(options.paths.preferences).values.language);
    return runStation(options, loadPreferences(options.paths.preferences)); // once more: what is wrong with them, in that language
}
