// SPDX-License-Identifier: GPL-3.0-or-later
#include "station/options.h"

#include "core/base/result.h"

#include <QCommandLineParser>
#include <QDir>

#include <cstdio>

namespace coffer {
namespace {

constexpr int exitUsage = 2;

struct PathOption
{
    QCommandLineOption option;
    QString Paths::*path;
};

int wrongUsage(const QString &what)
{
    std::fputs(tr("coffer-station: %1 Try \"coffer-station --help\".\n").arg(what).toLocal8Bit().constData(), stderr);
    return exitUsage;
}

} // namespace

std::variant<Options, int> parseOptions(const QStringList &arguments)
{
    const QString dir = QStringLiteral("DIR");
    const PathOption paths[] = {
        {{QStringLiteral("boards"), tr("Folder with cluster.toml and the boards."), dir}, &Paths::boards},
        {{QStringLiteral("output"), tr("Folder with what \"coffer build\" has built."), dir}, &Paths::output},
    };
    const QCommandLineOption only(QStringLiteral("only"), tr("Only these nodes, e.g. head,3,7-9."),
                                  QStringLiteral("LIST"));
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Writes and verifies the cards of a cluster coffer."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    for (const PathOption &path : paths)
        parser.addOption(path.option);
    addReaderOptions(parser);
    const QCommandLineOption wizard(QStringLiteral("wizard"), tr("Opens the wizard, which leads from a bare machine to the report."));
    parser.addOptions({only, wizard});

    const bool parsed = parser.parse(arguments);
    if (parser.isSet(help) || parser.isSet(version)) {
        const QString named = QStringLiteral("coffer-station " COFFER_VERSION "\n");
        const QString text = parser.isSet(help) ? parser.helpText() : named;
        std::fputs(text.toLocal8Bit().constData(), stdout);
        return 0;
    }
    if (!parsed)
        return wrongUsage(parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return wrongUsage(tr("\"%1\" is one argument too many.").arg(parser.positionalArguments().first()));

    const Result<ReaderOptions> readers = readerOptions(parser);
    if (!readers)
        return wrongUsage(readers.error().message);
    Options options{defaultPaths(), parser.value(only), *readers, parser.isSet(wizard)};
    for (const PathOption &path : paths) {
        if (parser.isSet(path.option))
            options.paths.*path.path = QDir(parser.value(path.option)).absolutePath();
    }
    return options;
}

} // namespace coffer
