// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/cancelsignals.h"
#include "coffer/invocation.h"

#include <QCoreApplication>
#include <QLocale>
#include <QLoggingCategory>

#include <csignal>
#include <cstdio>

namespace {

using namespace coffer;

struct SubCommand
{
    const char *name;
    int (*run)(Invocation &);
    const char *summary;
};

const SubCommand subCommands[] = {
    {"check", runCheck, QT_TRANSLATE_NOOP("coffer", "what this machine lacks for building and flashing")},
    {"boards", runBoards, QT_TRANSLATE_NOOP("coffer", "the boards and nodes as configured")},
    {"keys", runKeys, QT_TRANSLATE_NOOP("coffer", "create or show the cluster's SSH keys")},
    {"build", runBuild, QT_TRANSLATE_NOOP("coffer", "build boot loaders, systems and disk images")},
    {"cache", runCache, QT_TRANSLATE_NOOP("coffer", "what builds keep for later builds, and removing it")},
    {"node-image", runNodeImage, QT_TRANSLATE_NOOP("coffer", "write the image of one node's card")},
    {"image-info", runImageInfo, QT_TRANSLATE_NOOP("coffer", "what is in a disk image")},
    {"bmap", runBmap, QT_TRANSLATE_NOOP("coffer", "make the block map of an image")},
    {"cards", runCards, QT_TRANSLATE_NOOP("coffer", "cards in readers, and disks that are refused")},
    {"flash", runFlash, QT_TRANSLATE_NOOP("coffer", "write an image to a card and verify it")},
    {"verify", runVerify, QT_TRANSLATE_NOOP("coffer", "compare a card with an image")},
    {"batch", runBatch, QT_TRANSLATE_NOOP("coffer", "the head's card, then all nodes'")},
    {"history", runHistory, QT_TRANSLATE_NOOP("coffer", "what has happened to cards")},
};

QString usage()
{
    QString text = tr("Usage: coffer COMMAND [OPTIONS]\n\nBuilds the images of a cluster coffer and writes its cards.\n\nCommands:\n");
    for (const SubCommand &command : subCommands)
        text += QStringLiteral("  %1 %2\n").arg(QLatin1String(command.name), -12).arg(tr(command.summary));
    return text + tr("\n\"coffer COMMAND --help\" tells more of each.\n"
                     "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused for safety, 130 cancelled.\n");
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_ENABLE_REGEXP_JIT", "0"); // patterns match a few times here; making machine code of them takes longer
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("coffer"));
    QCoreApplication::setApplicationVersion(QStringLiteral(COFFER_VERSION));
    QLoggingCategory::setFilterRules(QStringLiteral("kf.archive=false")); // our own sentence says it
    QLocale::setDefault(QLocale::c()); // its words are English, so its numbers are, too
    std::signal(SIGPIPE, SIG_IGN);

    const CancelToken cancel;
    const int cancelEvent = cancelOnSignals(cancel);
    Console console;
    QStringList arguments = QCoreApplication::arguments().mid(1);
    // --json may stand before the command too, as options do elsewhere.
    if (arguments.removeAll(QStringLiteral("--json")) > 0)
        console.setJson(true);
    const QString name = arguments.isEmpty() ? QString() : arguments.takeFirst();
    if (name == QLatin1String("--version")) {
        console.tell(QStringLiteral("coffer " COFFER_VERSION), QStringLiteral("version"),
                     {{QStringLiteral("version"), QStringLiteral(COFFER_VERSION)}});
        return ExitDone;
    }
    if (name == QLatin1String("--help") || name == QLatin1String("-h") || name == QLatin1String("help")) {
        std::fputs(usage().toUtf8().constData(), stdout);
        return ExitDone;
    }
    Invocation call{name, arguments, console, cancel, cancelEvent, defaultPaths()};
    for (const SubCommand &command : subCommands) {
        if (name == QLatin1String(command.name))
            return command.run(call);
    }
    if (name.isEmpty()) {
        std::fputs(usage().toUtf8().constData(), stderr);
        return ExitUsage;
    }
    return failWith(call, {Errc::Usage, tr("There is no command \"%1\"; \"coffer --help\" lists them.").arg(name)});
}
