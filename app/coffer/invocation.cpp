// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/invocation.h"

#include "core/boards/emulated.h"

#include <QDir>
#include <QFileInfo>

namespace coffer {
namespace {

struct PathOption
{
    const char *name;
    const char *help;
    QString Paths::*path;
};

const PathOption pathOptions[] = {
    {"boards", QT_TRANSLATE_NOOP("coffer", "Folder with cluster.toml and the boards."), &Paths::boards},
    {"keys", QT_TRANSLATE_NOOP("coffer", "Folder with the cluster's SSH keys."), &Paths::keys},
    {"output", QT_TRANSLATE_NOOP("coffer", "Folder for what is built."), &Paths::output},
    {"cache", QT_TRANSLATE_NOOP("coffer", "Folder for stages that later builds use again."), &Paths::cache},
};

int wrongUsage(Invocation &call, const QString &what)
{
    return failWith(call, {Errc::Usage, tr("%1 Try \"coffer %2 --help\".").arg(what, call.name)});
}

} // namespace

std::optional<int> parse(Invocation &call, QCommandLineParser &parser, const Operands &operands)
{
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, tr("Shows this help."));
    const QCommandLineOption json(QStringLiteral("json"), tr("Tells everything as JSON, one object a line."));
    const QCommandLineOption emulatedOption(QStringLiteral("emulated"),
                                            tr("Is about the cluster as QEMU can run it: other boot loader, console and disks. "
                                               "What is built goes to \"emulated\" beside the folder of the real."));
    parser.addOption(help);
    parser.addOption(json);
    parser.addOption(emulatedOption);
    for (const PathOption &option : pathOptions)
        parser.addOption({QString::fromLatin1(option.name), tr(option.help), QStringLiteral("DIR")});
    if (!operands.syntax.isEmpty())
        parser.addPositionalArgument(operands.syntax, QString(), operands.syntax);

    const bool parsed = parser.parse(QStringList{QStringLiteral("coffer ") + call.name} + call.arguments);
    call.console.setJson(call.console.isJson() || parser.isSet(json));
    if (parser.isSet(help)) {
        QString text = parser.helpText();
        text.replace(QCoreApplication::applicationFilePath(), QStringLiteral("coffer ") + call.name);
        std::fputs(text.toUtf8().constData(), stdout);
        return ExitDone;
    }
    if (!parsed)
        return wrongUsage(call, parser.errorText());
    const qsizetype count = parser.positionalArguments().size();
    if (count < operands.least)
        return wrongUsage(call, tr("Something is missing: coffer %1 %2.").arg(call.name, operands.syntax));
    if (count > operands.most)
        return wrongUsage(call, tr("\"%1\" is one argument too many.").arg(parser.positionalArguments().at(operands.most)));
    call.emulated = parser.isSet(emulatedOption);
    if (call.emulated)
        call.paths.output = QFileInfo(call.paths.output).path() + QStringLiteral("/emulated");
    for (const PathOption &option : pathOptions) {
        const QString name = QString::fromLatin1(option.name);
        if (parser.isSet(name))
            call.paths.*option.path = QDir(parser.value(name)).absolutePath();
    }
    return std::nullopt;
}

int failWith(Invocation &call, const Error &error)
{
    call.console.error(error);
    switch (error.code) {
    case Errc::Usage: return ExitUsage;
    case Errc::Refused: return ExitRefused;
    case Errc::Cancelled: return ExitCancelled;
    default: return ExitFailed;
    }
}

Result<Cluster> clusterOf(const Invocation &call)
{
    const Result<Cluster> cluster = loadCluster(call.paths.boards);
    return cluster && call.emulated ? emulated(*cluster) : cluster;
}

} // namespace coffer
