// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/invocation.h"

#include "coffer/batchterminal.h"
#include "common/batchsetup.h"
#include "common/virtualsetup.h"
#include "core/batch/autoswap.h"
#include "core/batch/plan.h"
#include "core/batch/resume.h"
#include "core/batch/scriptplayer.h"
#include "core/cards/udevsource.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>

#include <unistd.h>

namespace coffer {
namespace {

constexpr auto scriptPatience = std::chrono::seconds(30); ///< where nobody is at the keyboard

struct Options
{
    QString virtualFolder; ///< empty: real readers
    VirtualOptions virtualReader;
    bool anew = false;
    QString only;
};

/// Runs the batch on the event loop until it has ended.
int runOn(Invocation &call, Plan plan, CardSource &source, VirtualReader *reader, const ImageForNode &imageFor, Journal journal,
          const VirtualOptions &options)
{
    QElapsedTimer clock;
    clock.start();
    BatchRunner runner(std::move(plan), source, imageFor, std::move(journal), BatchOptions{flashOptions(call.paths)});
    BatchTerminal terminal(runner, call.console, options.autoSwap ? nullptr : reader,
                           options.isByHand() ? BatchTerminal::Hands::Operator : BatchTerminal::Hands::Others);
    bool readerFailed = false;
    const auto failReader = [&](const Error &error) {
        call.console.error(error);
        readerFailed = true;
    };
    if (options.autoSwap)
        swapByItself(runner, *reader, failReader);
    std::optional<ScriptPlayer> player;
    if (options.script)
        player.emplace(*options.script, *reader, runner, failReader, ::isatty(STDIN_FILENO) ? std::chrono::seconds(0) : scriptPatience);
    QSocketNotifier interrupted(call.cancelEvent, QSocketNotifier::Read);
    QObject::connect(&interrupted, &QSocketNotifier::activated, &runner, [&] {
        interrupted.setEnabled(false);
        runner.cancel();
    });
    QObject::connect(&runner, &BatchRunner::finished, qApp, [](bool cancelled) { QCoreApplication::exit(cancelled ? ExitCancelled : ExitDone); });
    runner.start();
    const int code = QCoreApplication::exec();
    terminal.summarize(double(clock.elapsed()) / 1000);
    if (readerFailed)
        return ExitFailed;
    if (code == ExitCancelled)
        return failWith(call, {Errc::Cancelled, tr("Cancelled; the same command goes on where it stopped.")});
    return runner.plan().count(Outcome::Failed) > 0 ? ExitFailed : ExitDone;
}

int runBatchWith(Invocation &call, const Cluster &cluster, const Options &options)
{
    Result<Plan> plan = makePlan(cluster, options.only);
    if (!plan)
        return failWith(call, plan.error());
    const bool isVirtual = !options.virtualFolder.isEmpty();
    const QString folder = isVirtual ? options.virtualFolder : call.paths.output;
    Result<Journal> journal = Journal::open(folder + QStringLiteral("/batch.journal"));
    if (!journal)
        return failWith(call, journal.error());

    const ImageForNode imageFor = imageMaker(cluster, call.paths);
    std::unique_ptr<CardSource> source;
    VirtualReader *reader = nullptr;
    if (isVirtual) {
        auto made = makeVirtualReader(folder, options.virtualReader, cluster, call.paths);
        reader = made.get();
        source = std::move(made);
    } else {
        Result<std::unique_ptr<CardSource>> watched = watchReaders();
        if (!watched)
            return failWith(call, watched.error());
        source = std::move(*watched);
    }
    if (options.anew) {
        if (Status ended = journal->recordEnd(); !ended)
            return failWith(call, ended.error());
    }
    Progress progress = call.progress();
    const auto isStillThere = [reader](const Node &node) { return !reader || QFileInfo::exists(reader->cardPath(node.name)); };
    const Result<int> resumed = resumePlan(*plan, *journal, imageFor, isStillThere, progress);
    if (!resumed)
        return failWith(call, resumed.error());
    if (*resumed > 0)
        call.console.tell(tr("Going on with the unfinished batch: %1 cards are verified already (--anew starts over).").arg(*resumed),
                          QStringLiteral("resumed"), {{QStringLiteral("verified"), *resumed}});
    return runOn(call, *plan, *source, reader, imageFor, std::move(*journal), options.virtualReader);
}

} // namespace

int runBatch(Invocation &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        tr("Writes and verifies the head's card, then those of all nodes, and asks for each. Blank cards start by themselves; for any\n"
           "other it asks first. An interrupted batch goes on with the same command."));
    const QCommandLineOption virtualReader(QStringLiteral("virtual"), tr("Works on a virtual reader, whose cards are files in DIR: head.card, node00.card …"), QStringLiteral("DIR"));
    const QCommandLineOption only(QStringLiteral("only"), tr("Only these nodes, e.g. head,3,7-9."), QStringLiteral("LIST"));
    const QCommandLineOption anew(QStringLiteral("anew"), tr("Starts over, whatever an unfinished batch has done."));
    parser.addOption(virtualReader);
    addVirtualOptions(parser);
    parser.addOptions({only, anew});
    if (const auto ended = parse(call, parser, {}))
        return *ended;
    Options options;
    const Result<VirtualOptions> virtualReaderOptions = virtualOptions(parser);
    if (!virtualReaderOptions)
        return failWith(call, virtualReaderOptions.error());
    options.virtualReader = *virtualReaderOptions;
    options.anew = parser.isSet(anew);
    options.only = parser.value(only);
    if (parser.isSet(virtualReader))
        options.virtualFolder = QDir(parser.value(virtualReader)).absolutePath();
    for (const char *option : {"auto-swap", "script", "slots"}) {
        if (options.virtualFolder.isEmpty() && parser.isSet(QString::fromLatin1(option)))
            return failWith(call, {Errc::Usage, tr("--%1 is about the virtual reader; it needs --virtual DIR.").arg(QLatin1String(option))});
    }
    const Result<Cluster> cluster = clusterOf(call);
    if (!cluster)
        return failWith(call, cluster.error());
    return runBatchWith(call, *cluster, options);
}

} // namespace coffer
