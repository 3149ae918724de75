// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cardrecord.h"

#include "core/base/format.h"

#include <QLocale>

#include <algorithm>

namespace coffer {
namespace {

constexpr int mostSteps = 100;

const JournalStep *newest(const QList<JournalStep> &steps, std::initializer_list<JournalStep::Kind> kinds)
{
    const auto found = std::find_if(steps.rbegin(), steps.rend(), [&](const JournalStep &step) { return std::ranges::find(kinds, step.kind) != kinds.end(); });
    return found == steps.rend() ? nullptr : &*found;
}

QString timeText(const QDateTime &time)
{
    return QLocale().toString(time.toLocalTime(), QLocale::ShortFormat);
}

/// "1.2 GiB in 0:31, 41.2 MB/s"; empty when there was none.
QString amountText(qint64 bytes, double seconds)
{
    if (bytes <= 0)
        return {};
    return seconds > 0 ? tr("%1 in %2, %3").arg(formatBytes(bytes), formatDuration(seconds), rateText(double(bytes) / seconds)) : formatBytes(bytes);
}

/// How the last try went that is on record.
QList<CardFact> factsOfWork(const CardRecord &record)
{
    const JournalStep *begun = newest(record.steps, {JournalStep::Kind::Started});
    const JournalStep *ended = newest(record.steps, {JournalStep::Kind::Verified, JournalStep::Kind::Written, JournalStep::Kind::Failed, JournalStep::Kind::BrokenOff});
    if (ended && begun && ended < begun)
        ended = nullptr; // of a try before
    QList<CardFact> facts;
    if (const JournalStep *marked = ended && !ended->marker.imageId.isEmpty() ? ended : begun)
        facts.append({tr("Image"), marked->marker.imageId});
    if (begun)
        facts.append({tr("Begun"), timeText(begun->time)});
    if (ended)
        facts.append({tr("Ended"), tr("%1, %2").arg(timeText(ended->time), wordsFor(ended->kind))});
    if (!ended || !ended->report)
        return facts;
    const FlashReport &report = *ended->report;
    facts.append({tr("Written"), amountText(report.bytesWritten, report.secondsWriting)});
    facts.append({tr("Was there already"), report.bytesSkipped > 0 ? formatBytes(report.bytesSkipped) : QString()});
    facts.append({tr("Read back"), amountText(report.bytesVerified, report.secondsVerifying)});
    if (report.repaired > 0)
        facts.append({tr("Mended"), tr("some places came back wrong at first; do not trust this card for long")});
    return facts;
}

QString progressText(const CardProgress &progress)
{
    QStringList parts = {percentText(wholeShareOf(progress))};
    if (progress.rate > 0)
        parts += rateText(progress.rate);
    if (progress.secondsLeft >= 0)
        parts += tr("%1 left").arg(formatDuration(progress.secondsLeft));
    return parts.join(QStringLiteral(", "));
}

} // namespace

Result<CardRecord> readRecord(const Journal &journal, const QString &node, const std::optional<Card> &card)
{
    const auto steps = journal.steps(mostSteps, node);
    if (!steps)
        return passOn(steps);
    const auto history = card ? journal.historyOf(*card) : Result<CardHistory>(CardHistory());
    if (!history)
        return passOn(history);
    return CardRecord{*steps, describe(*history)};
}

QList<CardFact> factsOf(const Plan::Entry *entry, const SlotState *slot, const std::optional<CardProgress> &progress, const CardRecord &record)
{
    const JournalStep *last = newest(record.steps, {JournalStep::Kind::Started, JournalStep::Kind::Verified, JournalStep::Kind::Written, JournalStep::Kind::Failed,
                                                    JournalStep::Kind::BrokenOff});
    const Card card = slot ? cardOf(*slot) : last ? last->card : Card();
    QList<CardFact> facts = {{slot ? tr("Reader") : tr("Was in reader"), card.slot},
                             {tr("Card"), card.size > 0 ? tr("%1, %2").arg(card.model, formatBytes(card.size)) : card.model},
                             {tr("Serial number"), card.serial}};
    if (progress)
        facts.append({tr("Whole card"), progressText(*progress)});
    facts += factsOfWork(record);
    if (entry) {
        facts.append({tr("Tries"), entry->tries > 0 ? QLocale().toString(entry->tries) : QString()});
        facts.append({tr("Last failure"), entry->message});
    }
    facts.append({tr("This card before"), record.history});
    facts.removeIf([](const CardFact &fact) { return fact.value.isEmpty(); });
    return facts;
}

QString detailsOf(const JournalStep &step)
{
    if (!step.message.isEmpty())
        return step.message;
    return step.report ? amountText(step.report->bytesWritten, step.report->secondsWriting) : QString();
}

} // namespace coffer
