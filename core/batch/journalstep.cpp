// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/journalstep.h"

#include <QLocale>

namespace coffer {
namespace {

using Kind = JournalStep::Kind;
constexpr std::pair<Kind, const char *> words[] = {
    {Kind::Inserted, "inserted"}, {Kind::Confirmed, "confirmed"}, {Kind::Declined, "declined"}, {Kind::Started, "started"},
    {Kind::Verifying, "verifying"}, {Kind::Verified, "verified"}, {Kind::Written, "written"}, {Kind::Failed, "failed"}, {Kind::BrokenOff, "broken-off"},
    {Kind::Skipped, "skipped"}, {Kind::Removed, "removed"}};

} // namespace

bool isDone(Kind kind)
{
    return kind == Kind::Verified || kind == Kind::Written;
}

Kind kindOf(const QString &word)
{
    for (const auto &[kind, known] : words) {
        if (word == QLatin1String(known))
            return kind;
    }
    return Kind::Inserted;
}

QString wordOf(Kind kind)
{
    for (const auto &[known, word] : words) {
        if (kind == known)
            return QLatin1String(word);
    }
    return {};
}

QString wordsFor(Kind kind)
{
    switch (kind) {
    case Kind::Inserted: return tr("inserted");
    case Kind::Confirmed: return tr("confirmed");
    case Kind::Declined: return tr("declined");
    case Kind::Started: return tr("begun");
    case Kind::Verifying: return tr("reading back");
    case Kind::Verified: return tr("verified");
    case Kind::Written: return tr("written, not read back");
    case Kind::Failed: return tr("failed");
    case Kind::BrokenOff: return tr("broken off");
    case Kind::Skipped: return tr("skipped");
    case Kind::Removed: return tr("removed");
    }
    return {};
}

QString describe(const CardHistory &history)
{
    QStringList sentences;
    const auto day = [&] { return QLocale().toString(history.failed.last().toLocalTime().date(), QLocale::ShortFormat); };
    if (history.failed.size() == 1)
        sentences += tr("This card failed before, on %1.").arg(day());
    else if (!history.failed.isEmpty())
        sentences += tr("This card failed %1 times, last on %2.").arg(history.failed.size()).arg(day());
    if (!history.halfWritten.isEmpty())
        sentences += tr("It was begun as %1 and never finished.").arg(history.halfWritten);
    return sentences.join(u' ');
}

} // namespace coffer
