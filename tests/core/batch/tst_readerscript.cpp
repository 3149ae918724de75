// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/readerscript.h"

#include "core/base/files.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

class ReaderScriptTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAWholeScript();
    void hasOneSlotUnlessItSaysMore();
    void mayBeEmpty();
    void saysAllThatIsWrongWithACard();
    void endsTheFaultsOfASoundCard();
    void makesCardsAnew();
    void refusesAMistake_data();
    void refusesAMistake();
    void showsNoControlCharacters();
    void survivesDamagedScripts();
    void saysWhenThereIsNoFile();
    void refusesAHugeFile();
};

static const QByteArray whole = R"(# a demo
slots 4
size 8GiB

card node03 slow 2MiB/s, pull-after 3MiB   # a slow one
insert 1 head
await insert head
await question
await question head
answer yes
await written head 50%
await written head 20MiB
await read head
await verified head
remove 1
await failed node03
skip
pause 1.5
await end
)";

static const Result<ReaderScript> parsed(const QByteArray &text)
{
    return parseScript(text, QStringLiteral("demo.script"));
}

template <typename Action>
static Action actionOf(const ReaderScript &script, int step)
{
    return std::get<Action>(script.steps.at(step).action);
}

template <typename Kind>
static Kind awaitOf(const ReaderScript &script, int step)
{
    return std::get<Kind>(actionOf<Await>(script, step));
}

void ReaderScriptTest::readsAWholeScript()
{
    const Result<ReaderScript> script = parsed(whole);
    QVERIFY2(script, script ? "" : qPrintable(script.error().message));
    QCOMPARE(script->slotCount, 4);
    QCOMPARE(script->cardSize, qint64(8) << 30);
    QCOMPARE(script->steps.size(), 15);
    QCOMPARE(script->steps[0].line, 5);
    QCOMPARE(actionOf<SetFaults>(*script, 0).card, QStringLiteral("node03"));
    QCOMPARE(actionOf<InsertCard>(*script, 1).slot, 0);
    QCOMPARE(actionOf<InsertCard>(*script, 1).card, QStringLiteral("head"));
    QCOMPARE(awaitOf<AwaitAsked>(*script, 2).node, QStringLiteral("head"));
    QCOMPARE(awaitOf<AwaitQuestion>(*script, 3).node, QString());
    QCOMPARE(awaitOf<AwaitQuestion>(*script, 4).node, QStringLiteral("head"));
    QVERIFY(actionOf<GiveAnswer>(*script, 5).yes);
    QCOMPARE(awaitOf<AwaitDone>(*script, 6).share, 0.5);
    QCOMPARE(awaitOf<AwaitDone>(*script, 6).phase, QStringLiteral("write"));
    QCOMPARE(awaitOf<AwaitDone>(*script, 7).bytes, 20 << 20);
    QCOMPARE(awaitOf<AwaitDone>(*script, 8).share, 1.0);
    QCOMPARE(awaitOf<AwaitDone>(*script, 8).phase, QStringLiteral("verify"));
    QVERIFY(awaitOf<AwaitOutcome>(*script, 9).isVerified);
    QCOMPARE(actionOf<RemoveCard>(*script, 10).slot, 0);
    QVERIFY(!awaitOf<AwaitOutcome>(*script, 11).isVerified);
    actionOf<SkipNow>(*script, 12);
    QCOMPARE(actionOf<Pause>(*script, 13).time, std::chrono::milliseconds(1500));
    awaitOf<AwaitEnd>(*script, 14);
    QCOMPARE(script->steps[14].line, 19);
}

void ReaderScriptTest::hasOneSlotUnlessItSaysMore()
{
    const Result<ReaderScript> script = parsed("insert 1 head\r\n");
    QVERIFY(script);
    QCOMPARE(script->slotCount, 1);
    QCOMPARE(script->cardSize, 0);
}

void ReaderScriptTest::mayBeEmpty()
{
    QVERIFY(parsed("")->steps.isEmpty());
    QVERIFY(parsed("\n # nothing\n\n")->steps.isEmpty());
}

void ReaderScriptTest::saysAllThatIsWrongWithACard()
{
    const auto faults = [](const char *words) { return actionOf<SetFaults>(*parsed(QByteArray("card a ") + words), 0).faults; };
    QCOMPARE(faults("protected"), VirtualFaults{.isProtected = true});
    QCOMPARE(faults("slow 2MiB/s"), (VirtualFaults{.writeRate = 2 << 20, .readRate = 2 << 20}));
    QCOMPARE(faults("slow write 2MiB/s , slow read 1GiB/s"), (VirtualFaults{.writeRate = 2 << 20, .readRate = 1 << 30}));
    QCOMPARE(faults("bad 10MiB 4KiB"), (VirtualFaults{.bad = {{10 << 20, 4096, true, true}}}));
    QCOMPARE(faults("bad 0B 1B read,bad 1KiB 2B write"), (VirtualFaults{.bad = {{0, 1, true, false}, {1024, 2, false, true}}}));
    QCOMPARE(faults("real-size 1GiB"), VirtualFaults{.realSize = 1 << 30});
    QCOMPARE(faults("pull-after 3MiB, pull-after 1MiB read"), (VirtualFaults{.pullAfterWritten = 3 << 20, .pullAfterRead = 1 << 20}));
    QCOMPARE(faults("pull-after 0B"), VirtualFaults{.pullAfterWritten = 0});
}

void ReaderScriptTest::endsTheFaultsOfASoundCard()
{
    QCOMPARE(actionOf<SetFaults>(*parsed("card a sound"), 0).faults, VirtualFaults());
}

void ReaderScriptTest::makesCardsAnew()
{
    const Result<ReaderScript> script = parsed("new a\nnew b strange\n");
    QVERIFY(script);
    QVERIFY(!actionOf<MakeCard>(*script, 0).isStrange);
    QVERIFY(actionOf<MakeCard>(*script, 1).isStrange);
}

void ReaderScriptTest::refusesAMistake_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("told");
    const auto add = [](const char *name, const char *text, const char *told) {
        QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(told);
    };
    add("unknown command", "\nplug 1 head", "demo.script:2: \"plug\" is no command; allowed: slots, size, card, new, insert");
    add("upper case", "INSERT 1 head", "is no command");
    add("slots too late", "insert 1 head\nslots 2", "demo.script:2: \"slots\" comes too late; allowed: before all other commands");
    add("slots twice", "slots 2\nslots 3", "demo.script:2: \"slots 3\" is not right; allowed: slots NUMBER, once");
    add("no slots", "slots 0", "\"0\" is not right here; allowed: 1 to 32");
    add("too many slots", "slots 33", "allowed: 1 to 32");
    add("half a slot", "slots 1.5", "allowed: 1 to 32");
    add("slots of nothing", "slots", "allowed: slots NUMBER");
    add("no such slot", "slots 2\ninsert 3 head", "demo.script:2: \"3\" is not right here; allowed: 1 to 2");
    add("slot 0", "remove 0", "allowed: 1, as \"slots\" has not said that there are more");
    add("minus", "remove -1", "allowed: 1");
    add("size without unit", "size 8", "\"8\" is no size; allowed: a whole number with B, KiB, MiB, GiB or TiB");
    add("size in GB", "size 8GB", "is no size");
    add("size of a sector", "size 512B", "\"512B\" cannot be a card's size; allowed: from 1MiB to 2TiB, in steps of 4KiB");
    add("crooked size", "size 1048577B", "in steps of 4KiB");
    add("size beyond all", "size 999999999999999999TiB", "up to 2TiB");
    add("negative size", "size -1GiB", "is no size");
    add("size twice", "size 1GiB\nsize 2GiB", "allowed: size SIZE, once");
    add("card without fault", "card a", "\"card a\" is not right; card takes: NAME FAULT");
    add("unknown fault", "card a broken", "\"broken\" is no fault of a card; allowed: protected, slow RATE");
    add("empty fault", "card a protected,", "is no fault of a card");
    add("sound and not", "card a sound, protected", "or sound alone");
    add("speed without time", "card a slow 2MiB", "\"2MiB\" is no speed; allowed: from 64KiB/s on");
    add("too slow", "card a slow 1KiB/s", "from 64KiB/s on");
    add("slow twice", "card a slow 2MiB/s, slow read 1MiB/s", "allowed: once for writing, once for reading");
    add("slow sideways", "card a slow aside 2MiB/s", "allowed: slow RATE, slow write RATE, slow read RATE");
    add("bad without length", "card a bad 1MiB", "allowed: bad OFFSET LENGTH");
    add("bad of nothing", "card a bad 1MiB 0B", "is no stretch");
    add("bad otherwise", "card a bad 1MiB 1B erase", "allowed: bad OFFSET LENGTH");
    add("real size of nothing", "card a real-size 0B", "cannot be a card's size");
    add("real size twice", "card a real-size 1MiB, real-size 2MiB", "allowed: real-size SIZE, once");
    add("pulled twice", "card a pull-after 1MiB, pull-after 2MiB", "each once");
    add("pulled by what", "card a pull-after 1MiB erased", "allowed: pull-after SIZE");
    add("name that leads elsewhere", "insert 1 ../head", "\"../head\" is no name; allowed: letters, digits");
    add("hidden name", "insert 1 .head", "is no name");
    add("long name", "insert 1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaa…\" is no name");
    add("new without name", "new", "\"new\" is not right; new takes: NAME");
    add("new of an unknown kind", "new a old", "\"old\" is no kind of card; allowed: strange, or nothing");
    add("insert without name", "insert 1", "\"insert 1\" is not right; insert takes: SLOT NAME");
    add("insert too much", "insert 1 a b", "insert takes: SLOT NAME");
    add("await nothing", "await", "await takes: insert NODE");
    add("await something else", "await godot", "\"godot\" cannot be waited for; allowed: insert NODE, question [NODE]");
    add("await no node", "await verified", "cannot be waited for");
    add("await end of a node", "await end head", "cannot be waited for");
    add("await too much", "await written head 101%", "\"101%\" is no amount; allowed: 0% to 100%, or a size such as 20MiB");
    add("await half", "await written head half", "is no amount");
    add("answer perhaps", "answer perhaps", "\"perhaps\" is no answer; allowed: yes, no");
    add("skip a node", "skip head", "skip takes: nothing");
    add("pause for ever", "pause 3601", "allowed: 0 to 3600 seconds");
    add("pause in words", "pause long", "\"long\" is no time");
    add("pause of no number", "pause nan", "is no time");
    add("not UTF-8", "insert 1 h\xff", "this is no text; allowed: UTF-8");
}

void ReaderScriptTest::refusesAMistake()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, told);
    const Result<ReaderScript> script = parsed(text);
    QVERIFY(!script);
    QCOMPARE(script.error().code, Errc::InvalidInput);
    QVERIFY2(script.error().message.contains(told), qPrintable(script.error().message));
    QVERIFY2(script.error().message.startsWith(QLatin1String("demo.script:")) && script.error().message.endsWith(u'.'),
             qPrintable(script.error().message));
}

void ReaderScriptTest::showsNoControlCharacters()
{
    const Result<ReaderScript> script = parsed("in\x1b[2Jsert 1 head");
    QVERIFY(!script);
    QVERIFY(!script.error().message.contains(QChar(0x1b)));
    QVERIFY(!parsed(QByteArray("skip\0", 5)));
}

void ReaderScriptTest::survivesDamagedScripts()
{
    QRandomGenerator random(7);
    for (int i = 0; i < 3000; ++i) {
        QByteArray text = whole;
        for (int change = random.bounded(1, 6); change > 0; --change)
            text[random.bounded(int(text.size()))] = char(random.bounded(256));
        const Result<ReaderScript> script = parsed(text.first(random.bounded(int(text.size()))));
        QVERIFY(script || script.error().message.startsWith(QLatin1String("demo.script:")));
    }
}

void ReaderScriptTest::saysWhenThereIsNoFile()
{
    QCOMPARE(readScript(QStringLiteral("/nowhere/demo.script")).error().code, Errc::NotFound);
}

void ReaderScriptTest::refusesAHugeFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("demo.script"));
    QVERIFY(writeFile(path, QByteArray(1 << 20, '\n')));
    QCOMPARE(readScript(path).error().code, Errc::InvalidInput);
}

QTEST_GUILESS_MAIN(ReaderScriptTest)
#include "tst_readerscript.moc"
