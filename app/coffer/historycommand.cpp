// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/invocation.h"

#include "common/readersetup.h"
#include "core/base/format.h"
#include "core/batch/journal.h"

#include <QDir>
#include <QFileInfo>

namespace coffer {
namespace {

constexpr int mostSteps = 1'000'000;

QJsonObject jsonOf(const JournalStep &step)
{
    QJsonObject object = {{QStringLiteral("time"), step.time.toString(Qt::ISODateWithMs)},
                          {QStringLiteral("cluster"), step.cluster},
                          {QStringLiteral("batch"), step.batch},
                          {QStringLiteral("step"), wordOf(step.kind)},
                          {QStringLiteral("node"), step.node},
                          {QStringLiteral("slot"), step.card.slot},
                          {QStringLiteral("place"), step.card.byId},
                          {QStringLiteral("model"), step.card.model},
                          {QStringLiteral("size"), step.card.size},
                          {QStringLiteral("serial"), step.card.serial},
                          {QStringLiteral("image"), step.marker.imageId},
                          {QStringLiteral("message"), step.message}};
    if (step.report) {
        object.insert(QStringLiteral("written"), step.report->bytesWritten);
        object.insert(QStringLiteral("skipped"), step.report->bytesSkipped);
        object.insert(QStringLiteral("verified"), step.report->bytesVerified);
        object.insert(QStringLiteral("repaired"), step.report->repaired);
        object.insert(QStringLiteral("retries"), step.report->retries);
        object.insert(QStringLiteral("secondsWriting"), step.report->secondsWriting);
        object.insert(QStringLiteral("secondsVerifying"), step.report->secondsVerifying);
    }
    return object;
}

QString detailsOf(const JournalStep &step)
{
    QStringList parts;
    if (!step.card.slot.isEmpty())
        parts += QStringList{step.card.slot, step.card.model, formatBytes(step.card.size)}.join(QStringLiteral(", "));
    if (step.report)
        parts += formatWork(step.report->bytesWritten, step.report->secondsWriting, step.report->bytesVerified, step.report->secondsVerifying);
    if (!step.message.isEmpty())
        parts += step.message;
    return printable(parts.join(QStringLiteral("; ")));
}

void tell(Console &console, const JournalStep &step)
{
    const QString time = step.time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    const QString line = QStringLiteral("%1  %2  %3 %4").arg(time, printable(step.node).leftJustified(8), wordsFor(step.kind).leftJustified(12), detailsOf(step));
    console.tell(line.trimmed(), QStringLiteral("step"), jsonOf(step));
}

} // namespace

int runHistory(Invocation &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("What has happened to cards, the newest last: when, for which node, in which reader, how fast, and why it failed."));
    const QCommandLineOption node(QStringLiteral("node"), tr("Only the cards of this node."), QStringLiteral("NAME"));
    const QCommandLineOption card(QStringLiteral("card"), tr("Only the card with this serial number (its CID; of a virtual card its file)."), QStringLiteral("SERIAL"));
    const QCommandLineOption last(QStringLiteral("last"), tr("So many steps (100)."), QStringLiteral("NUMBER"), QStringLiteral("100"));
    const QCommandLineOption virtualFolder(QStringLiteral("virtual"), tr("Of the virtual reader whose cards are in DIR."), QStringLiteral("DIR"));
    parser.addOptions({node, card, last, virtualFolder});
    if (const auto ended = parse(call, parser, {}))
        return *ended;
    bool isNumber = false;
    const int most = parser.value(last).toInt(&isNumber);
    if (!isNumber || most < 1 || most > mostSteps)
        return failWith(call, {Errc::Usage, tr("--last takes a number from 1 to %1.").arg(mostSteps)});
    const QString file = parser.isSet(virtualFolder) ? journalOfVirtual(parser.value(virtualFolder)) : call.paths.journal;
    if (!QFileInfo::exists(file))
        return failWith(call, {Errc::NotFound, tr("There is no record of cards in %1 yet; the first batch begins it.").arg(file)});
    const Result<Journal> journal = Journal::open(file, {});
    if (!journal)
        return failWith(call, journal.error());
    const Result<QList<JournalStep>> steps = journal->steps(most, parser.value(node), parser.value(card));
    if (!steps)
        return failWith(call, steps.error());
    for (const JournalStep &step : *steps)
        tell(call.console, step);
    if (steps->isEmpty())
        call.console.print(tr("Nothing is known of that."));
    return ExitDone;
}

} // namespace coffer
