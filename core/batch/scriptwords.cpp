// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/scriptwords.h"

#include "core/base/format.h"

#include <QRegularExpression>

namespace coffer {
namespace {

constexpr qint64 leastCard = 1 << 20;
constexpr qint64 mostCard = qint64(2) << 40;
constexpr qint64 leastRate = 64 << 10; ///< a request of the engine then takes 8 s; it gives a card up after 180 s

Result<qint64> rateOf(const QString &word)
{
    const Result<qint64> rate = word.endsWith(QLatin1String("/s")) ? sizeOf(word.chopped(2)) : Result<qint64>(0);
    if (!rate || *rate < leastRate)
        return wrong(tr("%1 is no speed; allowed: from 64KiB/s on, as in 2MiB/s").arg(shown(word)));
    return rate;
}

/// "slow 2MiB/s", "slow write 2MiB/s", "slow read 2MiB/s".
Status addSlow(VirtualFaults &faults, const QStringList &words)
{
    const bool isOne = words.size() == 3;
    if (words.size() < 2 || words.size() > 3 || (isOne && words[1] != QLatin1String("write") && words[1] != QLatin1String("read")))
        return wrong(tr("%1 is not right; allowed: slow RATE, slow write RATE, slow read RATE").arg(shown(words)));
    const Result<qint64> rate = rateOf(words.last());
    if (!rate)
        return passOn(rate);
    const bool writes = !isOne || words[1] == QLatin1String("write");
    const bool reads = !isOne || words[1] == QLatin1String("read");
    if ((writes && faults.writeRate > 0) || (reads && faults.readRate > 0))
        return wrong(tr("%1 says again how slow the card is; allowed: once for writing, once for reading").arg(shown(words)));
    if (writes)
        faults.writeRate = *rate;
    if (reads)
        faults.readRate = *rate;
    return ok();
}

/// "bad 10MiB 4KiB", "bad 10MiB 4KiB read", "bad 10MiB 4KiB write".
Status addBad(VirtualFaults &faults, const QStringList &words)
{
    const bool isOne = words.size() == 4;
    if (words.size() < 3 || words.size() > 4 || (isOne && words[3] != QLatin1String("write") && words[3] != QLatin1String("read")))
        return wrong(tr("%1 is not right; allowed: bad OFFSET LENGTH, with \"read\" or \"write\" behind it where only that fails").arg(shown(words)));
    const Result<qint64> offset = sizeOf(words[1]);
    const Result<qint64> length = sizeOf(words[2]);
    if (!offset || !length)
        return passOn(offset ? length : offset);
    if (*length == 0)
        return wrong(tr("%1 is no stretch; allowed: from 1B on").arg(shown(words[2])));
    faults.bad.append({*offset, *length, !isOne || words[3] == QLatin1String("read"), !isOne || words[3] == QLatin1String("write")});
    return ok();
}

Status addRealSize(VirtualFaults &faults, const QStringList &words)
{
    if (words.size() != 2 || faults.realSize > 0)
        return wrong(tr("%1 is not right; allowed: real-size SIZE, once").arg(shown(words)));
    const Result<qint64> size = cardSizeOf(words[1]);
    if (!size)
        return passOn(size);
    faults.realSize = *size;
    return ok();
}

/// "pull-after 3MiB", "pull-after 3MiB read".
Status addPull(VirtualFaults &faults, const QStringList &words)
{
    const bool isRead = words.size() == 3 && words[2] == QLatin1String("read");
    std::optional<qint64> &after = isRead ? faults.pullAfterRead : faults.pullAfterWritten;
    if ((words.size() != 2 && !isRead) || after)
        return wrong(tr("%1 is not right; allowed: pull-after SIZE, and pull-after SIZE read, each once").arg(shown(words)));
    const Result<qint64> size = sizeOf(words[1]);
    if (!size)
        return passOn(size);
    after = *size;
    return ok();
}

Status addFault(VirtualFaults &faults, const QStringList &words)
{
    const QString word = words.value(0);
    if (word == QLatin1String("protected") && words.size() == 1) {
        faults.isProtected = true;
        return ok();
    }
    if (word == QLatin1String("slow"))
        return addSlow(faults, words);
    if (word == QLatin1String("bad"))
        return addBad(faults, words);
    if (word == QLatin1String("real-size"))
        return addRealSize(faults, words);
    if (word == QLatin1String("pull-after"))
        return addPull(faults, words);
    return wrong(tr("%1 is no fault of a card; allowed: protected, slow RATE, bad OFFSET LENGTH, real-size SIZE, pull-after SIZE, with commas "
                    "between them, or sound alone").arg(shown(words)));
}

} // namespace

tl::unexpected<Error> wrong(const QString &what)
{
    return fail(Errc::InvalidInput, what);
}

QString shown(const QString &word)
{
    constexpr qsizetype most = 40;
    return QStringLiteral("\"%1\"").arg(printable(word.left(most)) + (word.size() > most ? QStringLiteral("…") : QString()));
}

QString shown(const QStringList &words)
{
    return shown(words.join(u' '));
}

Result<QString> nameOf(const QString &word)
{
    static const QRegularExpression form(QStringLiteral("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"));
    if (!form.match(word).hasMatch())
        return wrong(tr("%1 is no name; allowed: letters, digits, -, _ and ., as in node07").arg(shown(word)));
    return word;
}

Result<qint64> sizeOf(const QString &word)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{1,18})(B|KiB|MiB|GiB|TiB)$"));
    const auto match = form.match(word);
    const QStringList units = {QStringLiteral("B"), QStringLiteral("KiB"), QStringLiteral("MiB"), QStringLiteral("GiB"), QStringLiteral("TiB")};
    const qint64 unit = match.hasMatch() ? qint64(1) << (10 * units.indexOf(match.captured(2))) : 1;
    const qint64 number = match.captured(1).toLongLong();
    if (!match.hasMatch() || number > mostCard / unit)
        return wrong(tr("%1 is no size; allowed: a whole number with B, KiB, MiB, GiB or TiB, up to 2TiB, as in 512KiB").arg(shown(word)));
    return number * unit;
}

Result<qint64> cardSizeOf(const QString &word)
{
    const Result<qint64> size = sizeOf(word);
    if (size && (*size < leastCard || *size % 4096 != 0))
        return wrong(tr("%1 cannot be a card's size; allowed: from 1MiB to 2TiB, in steps of 4KiB").arg(shown(word)));
    return size;
}

Result<int> numberOf(const QString &word, int most)
{
    bool isNumber = false;
    const int number = word.toInt(&isNumber);
    if (!isNumber || number < 1 || number > most || word.startsWith(u'+'))
        return wrong(most == 1 ? tr("%1 is not right here; allowed: 1, as \"slots\" has not said that there are more").arg(shown(word))
                               : tr("%1 is not right here; allowed: 1 to %2").arg(shown(word)).arg(most));
    return number;
}

Result<VirtualFaults> faultsOf(const QString &words)
{
    VirtualFaults faults;
    if (words == QLatin1String("sound"))
        return faults;
    for (const QString &fault : words.split(u',')) {
        if (const Status added = addFault(faults, fault.split(u' ', Qt::SkipEmptyParts)); !added)
            return passOn(added);
    }
    return faults;
}

} // namespace coffer
