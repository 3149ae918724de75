// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/invocation.h"
#include "coffer/manycards.h"
#include "common/batchsetup.h"

#include "core/base/format.h"
#include "core/batch/resume.h"
#include "core/cards/targets.h"
#include "core/flash/flash.h"
#include "core/flash/imagesource.h"

#include <QFileInfo>

#include <deque>
#include <filesystem>
#include <memory>
#include <vector>

namespace coffer {
namespace {

constexpr int mostTargets = 32;

QString targetHelp()
{
    return tr("TARGET is a card (device node or /dev/disk/by-… name), a regular file that stands for one (created when\n"
              "absent), or an unused loop device. Everything else is refused with exit code 3.");
}

/// Whether two names are one file, by whatever way.
bool isSameFile(const QString &one, const QString &other)
{
    std::error_code error;
    return std::filesystem::equivalent(QFileInfo(one).filesystemFilePath(), QFileInfo(other).filesystemFilePath(), error);
}

void tellVerified(Invocation &call, const QString &card, const FlashReport &report)
{
    call.console.tell(tr("%1: verified, %2 read back in %3").arg(card, formatBytes(report.bytesVerified), formatDuration(report.secondsVerifying)),
                      QStringLiteral("verified"),
                      {{QStringLiteral("target"), card}, {QStringLiteral("bytes"), report.bytesVerified}, {QStringLiteral("seconds"), report.secondsVerifying}});
}

void tellWritten(Invocation &call, const QString &card, const FlashReport &report)
{
    QStringList parts = {tr("%1: %2 written in %3").arg(card, formatBytes(report.bytesWritten), formatDuration(report.secondsWriting))};
    if (report.bytesSkipped > 0)
        parts += tr("%1 were there already").arg(formatBytes(report.bytesSkipped));
    if (report.repaired > 0)
        parts += tr("%1 places came back wrong and were mended; do not trust this card for long").arg(report.repaired);
    call.console.tell(parts.join(QStringLiteral("; ")), QStringLiteral("written"),
                      {{QStringLiteral("target"), card}, {QStringLiteral("bytes"), report.bytesWritten},
                       {QStringLiteral("skipped"), report.bytesSkipped}, {QStringLiteral("repaired"), report.repaired},
                       {QStringLiteral("retries"), report.retries}, {QStringLiteral("seconds"), report.secondsWriting}});
}

/// What a card for this node shall say of itself; nothing without a node's name.
Result<std::optional<CardMarker>> markerFor(const Invocation &call, const QString &nodeName, const ImageSource &source)
{
    if (nodeName.isEmpty())
        return std::optional<CardMarker>();
    const Result<Cluster> cluster = clusterOf(call);
    if (!cluster)
        return passOn(cluster);
    const Node *node = cluster->findNode(nodeName);
    if (!node)
        return fail(Errc::Usage, tr("There is no node \"%1\"; \"coffer boards\" lists them.").arg(nodeName));
    return CardMarker{cluster->id, node->name, imageId(source), QDateTime::currentDateTimeUtc(), QCoreApplication::applicationVersion()};
}

/// One image onto all of these cards at once; the exit code of the first that fails.
int flashAll(Invocation &call, const ImageSource &source, const std::vector<std::unique_ptr<BlockTarget>> &cards, const FlashOptions &options,
             const std::optional<CardMarker> &marker)
{
    ManyCards together(qsizetype(cards.size()), call.console.sink());
    std::deque<Progress> progresses; // the tasks point into it
    QList<FlashTask> tasks;
    for (const auto &card : cards) {
        progresses.push_back(cards.size() == 1 ? call.progress() : Progress(together.sinkOf(tasks.size()), call.cancel));
        tasks.append({card.get(), &progresses.back(), marker});
    }
    const QList<Result<FlashReport>> outcomes = flashCards(source, tasks, options);
    int exitCode = ExitDone;
    for (qsizetype i = 0; i < outcomes.size(); ++i) {
        if (!outcomes.at(i)) {
            const int code = failWith(call, outcomes.at(i).error());
            exitCode = exitCode == ExitDone ? code : exitCode;
            continue;
        }
        tellWritten(call, tasks.at(i).card->name(), *outcomes.at(i));
        if (options.verify)
            tellVerified(call, tasks.at(i).card->name(), *outcomes.at(i));
    }
    return exitCode;
}

} // namespace

int runFlash(Invocation &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Writes IMAGE to a card, or to several at once, and reads it back.\n") + targetHelp());
    const QCommandLineOption bmap(QStringLiteral("bmap"), tr("The image's block map; IMAGE.bmap is found by itself."), QStringLiteral("MAP"));
    const QCommandLineOption full(QStringLiteral("full"), tr("Writes all of the image, whatever its map says."));
    const QCommandLineOption noVerify(QStringLiteral("no-verify"), tr("Does not read the card back."));
    const QCommandLineOption noSkip(QStringLiteral("no-skip"), tr("Writes also what is on the card already."));
    const QCommandLineOption forNode(QStringLiteral("for"), tr("The card says of itself that it is this node's, as one of a batch does."), QStringLiteral("NODE"));
    parser.addOptions({bmap, full, noVerify, noSkip, forNode});
    if (const auto ended = parse(call, parser, {QStringLiteral("IMAGE TARGET..."), 2, mostTargets + 1}))
        return *ended;

    const QString path = parser.positionalArguments().first();
    const QStringList targets = parser.positionalArguments().mid(1);
    for (const QString &target : targets) {
        if (isSameFile(path, target))
            return failWith(call, {Errc::Refused, tr("%1 is the image itself; name a card to write it to.").arg(target)});
    }
    const Result<ImageSource> source = openImageSource(path, parser.value(bmap), parser.isSet(full), call.progress());
    if (!source)
        return failWith(call, source.error());
    const Result<Site> site = siteOf(call.paths);
    if (!site)
        return failWith(call, site.error());
    const Result<std::optional<CardMarker>> marker = markerFor(call, parser.value(forNode), *source);
    if (!marker)
        return failWith(call, marker.error());
    CardRules rules = cardRules(*site);
    rules.least = source->map.imageSize;
    std::vector<std::unique_ptr<BlockTarget>> cards;
    for (const QString &target : targets) {
        Result<std::unique_ptr<BlockTarget>> card = openNamedTarget(target, rules, Access::ReadWrite, call.cancel);
        if (!card)
            return failWith(call, card.error());
        cards.push_back(std::move(*card));
    }
    FlashOptions options = flashOptions(call.paths);
    options.verify = !parser.isSet(noVerify);
    options.skipEqual = !parser.isSet(noSkip);
    return flashAll(call, *source, cards, options, *marker);
}

int runVerify(Invocation &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Reads a card back and compares it with IMAGE.\n") + targetHelp());
    const QCommandLineOption bmap(QStringLiteral("bmap"), tr("The image's block map; IMAGE.bmap is found by itself."), QStringLiteral("MAP"));
    parser.addOption(bmap);
    if (const auto ended = parse(call, parser, {QStringLiteral("IMAGE TARGET"), 2, 2}))
        return *ended;
    const QStringList operands = parser.positionalArguments();
    Progress progress = call.progress();
    const Result<ImageSource> source = openImageSource(operands.at(0), parser.value(bmap), false, progress);
    if (!source)
        return failWith(call, source.error());
    Result<std::unique_ptr<BlockTarget>> card = openNamedTarget(operands.at(1), {source->map.imageSize}, Access::ReadOnly, call.cancel);
    if (!card)
        return failWith(call, card.error());
    const Result<FlashReport> report = verifyImage(*source, **card, progress);
    if (!report)
        return failWith(call, report.error());
    tellVerified(call, (*card)->name(), *report);
    return ExitDone;
}

} // namespace coffer
