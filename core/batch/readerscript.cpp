// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/readerscript.h"

#include "core/base/files.h"
#include "core/batch/scriptwords.h"

#include <QRegularExpression>
#include <QStringDecoder>

#include <limits>

namespace coffer {
namespace {

constexpr qint64 largestScript = 64 << 10;
constexpr double longestPause = 3600;

using Action = decltype(ScriptStep::action);

/// The words of one line, and what the file has said before it.
struct Line
{
    QStringList words; ///< behind the command
    const ReaderScript &script;
};

Result<Action> parseCard(const Line &line)
{
    const Result<QString> name = nameOf(line.words[0]);
    if (!name)
        return passOn(name);
    return faultsOf(line.words.sliced(1).join(u' ')).map([&](const VirtualFaults &faults) { return Action(SetFaults{*name, faults}); });
}

Result<Action> parseNew(const Line &line)
{
    const Result<QString> name = nameOf(line.words[0]);
    if (!name)
        return passOn(name);
    if (line.words.size() == 2 && line.words[1] != QLatin1String("strange"))
        return wrong(tr("%1 is no kind of card; allowed: strange, or nothing for a blank one").arg(shown(line.words[1])));
    return MakeCard{*name, line.words.size() == 2};
}

Result<Action> parseInsert(const Line &line)
{
    const Result<int> slot = numberOf(line.words[0], line.script.slotCount);
    const Result<QString> name = nameOf(line.words[1]);
    if (!slot || !name)
        return slot ? Result<Action>(passOn(name)) : passOn(slot);
    return InsertCard{*name, *slot - 1};
}

Result<Action> parseRemove(const Line &line)
{
    const Result<int> slot = numberOf(line.words[0], line.script.slotCount);
    if (!slot)
        return passOn(slot);
    return RemoveCard{*slot - 1};
}

/// How much of a phase: "50%" or "20MiB"; all when it is not said.
Result<AwaitDone> parseAmount(AwaitDone await, const QString &word)
{
    static const QRegularExpression percent(QStringLiteral("^(\\d{1,3})%$"));
    const auto match = percent.match(word);
    if (word.isEmpty() || (match.hasMatch() && match.captured(1).toInt() <= 100)) {
        await.share = word.isEmpty() ? 1 : match.captured(1).toDouble() / 100;
        return await;
    }
    const Result<qint64> size = sizeOf(word);
    if (!size)
        return wrong(tr("%1 is no amount; allowed: 0% to 100%, or a size such as 20MiB").arg(shown(word)));
    await.bytes = *size;
    return await;
}

Result<Action> parseAwait(const Line &line)
{
    const QString &what = line.words[0];
    const qsizetype operands = line.words.size() - 1;
    const bool isEnd = what == QLatin1String("end");
    const bool isQuestion = what == QLatin1String("question");
    const bool isAmount = what == QLatin1String("written") || what == QLatin1String("read");
    const bool isOther = what == QLatin1String("insert") || what == QLatin1String("verified") || what == QLatin1String("failed");
    const bool fits = isEnd ? operands == 0 : isQuestion ? operands <= 1 : isAmount ? operands == 1 || operands == 2 : isOther && operands == 1;
    if (!fits)
        return wrong(tr("%1 cannot be waited for; allowed: insert NODE, question [NODE], written NODE [AMOUNT], read NODE [AMOUNT], verified NODE, "
                        "failed NODE, end").arg(shown(line.words)));
    const Result<QString> node = operands > 0 ? nameOf(line.words[1]) : Result<QString>();
    if (!node)
        return passOn(node);
    if (isEnd)
        return Await(AwaitEnd{});
    if (isQuestion)
        return Await(AwaitQuestion{*node});
    if (what == QLatin1String("insert"))
        return Await(AwaitAsked{*node});
    if (!isAmount)
        return Await(AwaitOutcome{*node, what == QLatin1String("verified")});
    const QString phase = what == QLatin1String("read") ? QStringLiteral("verify") : QStringLiteral("write");
    return parseAmount({*node, phase, 0, 0}, line.words.value(2)).map([](const AwaitDone &await) { return Action(Await(await)); });
}

Result<Action> parseAnswer(const Line &line)
{
    const QString &word = line.words[0];
    if (word != QLatin1String("yes") && word != QLatin1String("no"))
        return wrong(tr("%1 is no answer; allowed: yes, no").arg(shown(word)));
    return GiveAnswer{word == QLatin1String("yes")};
}

Result<Action> parseSkip(const Line &)
{
    return SkipNow{};
}

Result<Action> parsePause(const Line &line)
{
    static const QRegularExpression form(QStringLiteral("^\\d{1,4}(\\.\\d{1,3})?$"));
    const double seconds = line.words[0].toDouble();
    if (!form.match(line.words[0]).hasMatch() || seconds > longestPause)
        return wrong(tr("%1 is no time; allowed: 0 to 3600 seconds, as in 1.5").arg(shown(line.words[0])));
    return Pause{std::chrono::milliseconds(qint64(seconds * 1000))};
}

struct Command
{
    const char *word;
    const char *operands;
    int least;
    int most;
    Result<Action> (*parse)(const Line &);
};

constexpr int any = std::numeric_limits<int>::max();
constexpr Command commands[] = {
    {"card", "NAME FAULT, …", 2, any, parseCard},
    {"new", "NAME, or NAME strange", 1, 2, parseNew},
    {"insert", "SLOT NAME", 2, 2, parseInsert},
    {"remove", "SLOT", 1, 1, parseRemove},
    {"await", "insert NODE, question, written NODE, read NODE, verified NODE, failed NODE or end", 1, 3, parseAwait},
    {"answer", "yes or no", 1, 1, parseAnswer},
    {"skip", "nothing", 0, 0, parseSkip},
    {"pause", "SECONDS", 1, 1, parsePause},
};

Status takeHead(ReaderScript &script, bool isSlots, const QStringList &words, bool &isSaid)
{
    if (!script.steps.isEmpty())
        return wrong(tr("%1 comes too late; allowed: before all other commands").arg(shown(words[0])));
    if (words.size() != 2 || isSaid)
        return wrong((isSlots ? tr("%1 is not right; allowed: slots NUMBER, once") : tr("%1 is not right; allowed: size SIZE, once")).arg(shown(words)));
    isSaid = true;
    if (isSlots)
        return numberOf(words[1], mostSlots).map([&](int count) { script.slotCount = count; });
    return cardSizeOf(words[1]).map([&](qint64 size) { script.cardSize = size; });
}

Result<Action> takeStep(const ReaderScript &script, const QStringList &words)
{
    QStringList known = {QStringLiteral("slots"), QStringLiteral("size")};
    for (const Command &command : commands) {
        const QString word = QString::fromLatin1(command.word);
        known += word;
        if (word != words[0])
            continue;
        const qsizetype count = words.size() - 1;
        if (count < command.least || count > command.most)
            return wrong(tr("%1 is not right; %2 takes: %3").arg(shown(words), word, QString::fromUtf8(command.operands)));
        return command.parse({words.sliced(1), script});
    }
    return wrong(tr("%1 is no command; allowed: %2").arg(shown(words[0]), known.join(QStringLiteral(", "))));
}

} // namespace

Result<ReaderScript> parseScript(const QByteArray &text, const QString &file)
{
    ReaderScript script;
    script.file = file;
    bool isSlotsSaid = false;
    bool isSizeSaid = false;
    int number = 0;
    for (const QByteArray &bytes : text.split('\n')) {
        ++number;
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString line = decoder(bytes);
        const QStringList words = line.section(u'#', 0, 0).simplified().split(u' ', Qt::SkipEmptyParts);
        if (words.isEmpty() && !decoder.hasError())
            continue;
        Status taken = ok();
        if (decoder.hasError() || line.contains(QChar(0)))
            taken = wrong(tr("this is no text; allowed: UTF-8"));
        else if (words[0] == QLatin1String("slots") || words[0] == QLatin1String("size"))
            taken = takeHead(script, words[0] == QLatin1String("slots"), words, words[0] == QLatin1String("slots") ? isSlotsSaid : isSizeSaid);
        else
            taken = takeStep(script, words).map([&](const Action &action) { script.steps.append({number, action}); });
        if (!taken)
            return fail(Errc::InvalidInput, QStringLiteral("%1:%2: %3.").arg(file).arg(number).arg(taken.error().message));
    }
    return script;
}

Result<ReaderScript> readScript(const QString &path)
{
    const Result<QByteArray> text = readFile(path, largestScript);
    if (!text)
        return passOn(text);
    return parseScript(*text, path);
}

} // namespace coffer
