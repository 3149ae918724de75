// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/invocation.h"

#include "coffer/batchterminal.h"
#include "common/batchsetup.h"
#include "common/readersetup.h"
#include "core/batch/autoswap.h"
#include "core/batch/plan.h"
#include "core/batch/resume.h"
#include "core/batch/scriptplayer.h"

#include <QElapsedTimer>

#include <unistd.h>

namespace coffer {
namespace {

constexpr auto scriptPatience = std::chrono::seconds(30); ///< where nobody is at the keyboard

/// Runs the batch on the event loop until it has ended.
int runOn(Invocation &call, Plan plan, Readers &readers, const ImageForNode &imageFor, Journal journal, const ReaderOptions &options)
{
    QElapsedTimer clock;
    clock.start();
    BatchRunner runner(std::move(plan), *readers.source, imageFor, std::move(journal), readers.options);
    BatchTerminal terminal(runner, call.console, options.autoSwap ? nullptr : readers.virtualReader,
                           options.isByHand() ? BatchTerminal::Hands::Operator : BatchTerminal::Hands::Others);
    bool readerFailed = false;
    const auto failReader = [&](const Error &error) {
        call.console.error(error);
        readerFailed = true;
    };
    if (options.autoSwap)
        swapByItself(runner, *readers.virtualReader, failReader);
    std::optional<ScriptPlayer> player;
    if (options.script)
        player.emplace(*options.script, *readers.virtualReader, runner, failReader, ::isatty(STDIN_FILENO) ? std::chrono::seconds(0) : scriptPatience);
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

int runBatchWith(Invocation &call, const Cluster &cluster, const ReaderOptions &options, const QString &only, bool anew)
{
    Result<Plan> plan = makePlan(cluster, only);
    if (!plan)
        return failWith(call, plan.error());
    const Result<Site> site = siteOf(call.paths);
    if (!site)
        return failWith(call, site.error());
    Result<Readers> readers = openReaders(options, cluster, call.paths, *site);
    if (!readers)
        return failWith(call, readers.error());
    Result<Journal> journal = Journal::open(readers->journal, cluster.id);
    if (!journal)
        return failWith(call, journal.error());
    const ImageForNode imageFor = imageMaker(cluster, call.paths);
    Progress progress = call.progress();
    const auto isStillThere = [&](const Node &node) { return readers->isStillThere(node); };
    const Result<int> done = anew ? Result<int>(0) : resumePlan(*plan, *journal, imageFor, isStillThere, progress);
    if (!done)
        return failWith(call, done.error());
    if (!plan->nextOpen())
        plan = planAnew(*plan); // the last batch is done
    else if (*done > 0)
        call.console.tell(tr("Going on with the last batch: %1 cards are done already (--anew starts over).").arg(*done),
                          QStringLiteral("resumed"), {{QStringLiteral("verified"), *done}});
    if (const Status begun = beginBatch(*journal, *plan); !begun)
        return failWith(call, begun.error());
    return runOn(call, *plan, *readers, imageFor, std::move(*journal), options);
}

} // namespace

int runBatch(Invocation &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        tr("Writes and verifies the head's card, then those of all nodes, and asks for each. Blank cards and those of this cluster\n"
           "start by themselves; for any other it asks first. The same command goes on with an interrupted batch."));
    const QCommandLineOption only(QStringLiteral("only"), tr("Only these nodes, e.g. head,3,7-9."), QStringLiteral("LIST"));
    const QCommandLineOption anew(QStringLiteral("anew"), tr("Starts over, whatever the last batch has done."));
    addReaderOptions(parser);
    parser.addOptions({only, anew});
    if (const auto ended = parse(call, parser, {}))
        return *ended;
    const Result<ReaderOptions> options = readerOptions(parser);
    if (!options)
        return failWith(call, options.error());
    const Result<Cluster> cluster = clusterOf(call);
    if (!cluster)
        return failWith(call, cluster.error());
    return runBatchWith(call, *cluster, *options, parser.value(only), parser.isSet(anew));
}

} // namespace coffer
