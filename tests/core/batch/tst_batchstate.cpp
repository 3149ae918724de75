// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchstate.h"

#include "core/batch/advice.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace coffer;

namespace {

const CardVerdict foreign = {QStringLiteral("FAT"), QStringLiteral("This card is not blank."), {}};
const CardVerdict own = {};

tl::unexpected<Error> broken()
{
    return fail(Errc::ChecksumMismatch, QStringLiteral("broken"));
}

/// Card `seq` in slot `slot`.
Card card(int seq, int slot = 1)
{
    Card made;
    made.byId = QStringLiteral("slot%1").arg(slot);
    made.diskSeq = quint64(seq);
    return made;
}

/// Nodes n0, n1, …, with outcomes by letters: open, verified, failed, skipped, later.
BatchState batch(const char *letters)
{
    Plan plan;
    for (int i = 0; letters[i] != 0; ++i) {
        Plan::Entry entry;
        entry.node.name = QStringLiteral("n%1").arg(i);
        const char letter = letters[i];
        entry.outcome = letter == 'v' ? Outcome::Verified : letter == 'f' ? Outcome::Failed : letter == 's' ? Outcome::Skipped : Outcome::Open;
        entry.isLater = letter == 'l';
        plan.entries.append(entry);
    }
    return start(plan);
}

QString describe(const SlotState &slot)
{
    struct Words
    {
        QString operator()(const Checking &s) const { return QStringLiteral("checking ") + s.node.name; }
        QString operator()(const Confirming &s) const { return QStringLiteral("confirming ") + s.node.name; }
        QString operator()(const Flashing &s) const { return QStringLiteral("flashing ") + s.node.name; }
        QString operator()(const AwaitingRemoval &s) const { return (s.outcome ? QStringLiteral("good ") : QStringLiteral("bad ")) + s.node.name; }
        QString operator()(const LeftAlone &s) const { return s.isDeclined ? QStringLiteral("declined") : QStringLiteral("idle"); }
    };
    return std::visit(Words(), slot);
}

/// "1: flashing n0, 2: idle; ov": the slots, and a letter a node.
QString describe(const BatchState &state)
{
    QStringList parts;
    for (const auto &[slot, known] : state.slots.asKeyValueRange())
        parts += QStringLiteral("%1: %2").arg(QString(slot).remove(QStringLiteral("slot")), describe(known));
    QString letters;
    for (const Plan::Entry &entry : state.plan.entries)
        letters += entry.outcome == Outcome::Verified ? u'v' : entry.outcome == Outcome::Failed ? u'f' : entry.outcome == Outcome::Skipped ? u's' : entry.isLater ? u'l' : u'o';
    return parts.join(QStringLiteral(", ")) + QStringLiteral("; ") + letters;
}

bool isWritten(const BatchState &state, const Card &card)
{
    const auto slot = state.slots.constFind(card.byId);
    return slot != state.slots.constEnd() && std::holds_alternative<Flashing>(*slot) && cardOf(*slot) == card;
}

BatchState after(BatchState state, const QList<BatchEvent> &events)
{
    for (const BatchEvent &event : events)
        state = next(state, event);
    return state;
}

} // namespace

class BatchStateTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goesItsWay_data();
    void goesItsWay();
    void ignoresWhatMeansNothing();
    void countsTries();
    void countsSlots();
    void leavesTheStateItWasGiven();
    void keepsTheReasonOfAFailureUntilVerified();
    void advises_data();
    void advises();
    void holdsWhateverHappens_data();
    void holdsWhateverHappens();
};

void BatchStateTest::goesItsWay_data()
{
    QTest::addColumn<QString>("letters");
    QTest::addColumn<QList<BatchEvent>>("events");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *letters, const QList<BatchEvent> &events, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(letters) << events << QString::fromLatin1(expected);
    };
    const BatchEvent in1 = CardInserted{card(1)}, in2 = CardInserted{card(2, 2)}, in3 = CardInserted{card(3, 3)};
    const BatchEvent own1 = CardChecked{card(1), own}, own2 = CardChecked{card(2, 2), own}, strange1 = CardChecked{card(1), foreign};
    const BatchEvent good1 = WorkDone{card(1), FlashReport{}}, bad1 = WorkDone{card(1), broken()}, out1 = CardRemoved{card(1)};
    const auto skip = [](int node) { return SkipNode{QStringLiteral("n%1").arg(node)}; };
    const auto pick = [](int node) { return PickNode{QStringLiteral("n%1").arg(node)}; };

    row("a card is looked at", "oo", {in1}, "1: checking n0; oo");
    row("our own starts by itself", "oo", {in1, own1}, "1: flashing n0; oo");
    row("a strange one is asked about", "oo", {in1, strange1}, "1: confirming n0; oo");
    row("confirmed", "oo", {in1, strange1, Confirmed{card(1)}}, "1: flashing n0; oo");
    row("another card's word", "oo", {in1, strange1, Confirmed{card(2)}}, "1: confirming n0; oo");
    row("declined", "oo", {in1, strange1, Declined{card(1)}}, "1: declined; oo");
    row("declined, taken out", "oo", {in1, strange1, Declined{card(1)}, out1}, "; oo");
    row("taken out while looked at", "oo", {in1, out1}, "; oo");
    row("verified", "oo", {in1, own1, good1}, "1: good n0; vo");
    row("verified, taken out", "oo", {in1, own1, good1, out1}, "; vo");
    row("pulled: its work has to end first", "oo", {in1, own1, out1}, "1: flashing n0; oo");
    row("failed", "oo", {in1, own1, bad1}, "1: bad n0; oo");
    row("failed, another card", "oo", {in1, own1, bad1, out1, CardInserted{card(2)}}, "1: checking n0; oo");
    row("failed, the same again", "oo", {in1, own1, bad1, TryAgain{card(1)}}, "1: flashing n0; oo");
    row("failed, put off", "oo", {in1, own1, bad1, skip(0)}, "1: bad n0; lo");
    row("failed, put off, next", "oo", {in1, own1, bad1, skip(0), out1, CardInserted{card(2)}}, "1: checking n1; lo");
    row("failed, put off, given up", "oo", {in1, own1, bad1, skip(0), skip(0)}, "1: bad n0; fo");
    row("failed here, done there", "oo", {in1, own1, bad1, in2}, "1: bad n0, 2: checking n0; oo");
    row("failed here, begun there, not again here", "oo", {in1, own1, bad1, in2, TryAgain{card(1)}}, "1: bad n0, 2: checking n0; oo");
    row("several at once", "ooo", {in1, in2, own2, in3}, "1: checking n0, 2: flashing n1, 3: checking n2; ooo");
    row("more cards than nodes", "o", {in1, in2}, "1: checking n0, 2: idle; o");
    row("an idle card is used", "o", {in1, in2, own1, bad1}, "1: bad n0, 2: checking n0; o");
    row("a declined card is not", "o", {in1, strange1, Declined{card(1)}, skip(0), pick(0)}, "1: declined; o");
    row("skipped", "oo", {skip(0)}, "; lo");
    row("skipped, comes at the end", "oo", {skip(0), in1, own1, good1, out1, CardInserted{card(2)}}, "1: checking n0; lv");
    row("skipped twice", "oo", {skip(0), skip(0)}, "; so");
    row("skipped while looked at", "oo", {in1, skip(0)}, "1: checking n1; lo");
    row("skipped while asked about", "oo", {in1, strange1, skip(0)}, "1: checking n1; lo");
    row("skipped while written", "oo", {in1, own1, skip(0)}, "1: flashing n0; oo");
    row("picked", "ooo", {pick(2), in1, in2}, "1: checking n2, 2: checking n0; ooo");
    row("picked while another is asked about", "oo", {in1, strange1, pick(1)}, "1: checking n1; oo");
    row("picked while it is written", "oo", {in1, own1, pick(0), in2}, "1: flashing n0, 2: checking n1; oo");
    row("picked though verified", "vo", {pick(0), in1}, "1: checking n0; oo");
    row("picked though given up", "fo", {pick(0)}, "; oo");
    row("picked, then skipped", "oo", {pick(1), skip(1), in1}, "1: checking n0; ol");
    row("picked while its card is looked at", "oo", {in1, pick(0), in2}, "1: checking n0, 2: checking n1; oo");
    row("picked while a card is left declined", "oo", {in1, strange1, Declined{card(1)}, pick(1)}, "1: declined; oo");
    row("picked while its own card is asked about", "oo", {in1, strange1, pick(0)}, "1: confirming n0; oo");
    row("picked while its good card is still in", "oo", {in1, own1, good1, pick(0), in2}, "1: good n0, 2: checking n0; oo");
    row("picked though verified, then not", "vo", {pick(0), pick(0), skip(0), in1}, "1: checking n1; vo");
    row("picked though verified, begun, then not", "vo", {pick(0), in1, own1, bad1, skip(0)}, "1: bad n0; lo");
    row("picked while its bad card is still in", "oo", {in1, own1, bad1, skip(0), pick(0), in2}, "1: bad n0, 2: checking n0; oo");
    row("picked while an idle card is in", "v", {in1, pick(0)}, "1: checking n0; o");
    row("picked while two are asked about", "ooo", {in1, in2, strange1, CardChecked{card(2, 2), foreign}, pick(2)}, "1: checking n2, 2: confirming n1; ooo");
    row("picked twice, another", "ooo", {pick(1), pick(2), in1, in2}, "1: checking n2, 2: checking n0; ooo");
    row("picked though put off", "ol", {pick(1), in1}, "1: checking n1; oo");
    row("picked though skipped", "os", {pick(1), in1}, "1: checking n1; oo");
    row("picked, pulled while looked at", "oo", {pick(1), in1, out1, CardInserted{card(2)}}, "1: checking n0; oo");
    row("good, not again", "oo", {in1, own1, good1, TryAgain{card(1)}}, "1: good n0; vo");
    row("failed, given up, not again", "oo", {in1, own1, bad1, skip(0), skip(0), TryAgain{card(1)}}, "1: bad n0; fo");
    row("failed, put off, the same again", "oo", {in1, own1, bad1, skip(0), TryAgain{card(1)}}, "1: flashing n0; lo");
    row("failed, taken out, not again", "oo", {in1, own1, bad1, out1, TryAgain{card(1)}}, "; oo");
    row("a card in a slot that has one", "oo", {in1, own1, CardInserted{card(2)}}, "1: flashing n0; oo");
    row("idle cards, one node free", "oo", {in1, in2, in3, CardInserted{card(4, 4)}, skip(0)}, "1: checking n0, 2: checking n1, 3: idle, 4: idle; lo");
    row("an idle card is taken out", "o", {in1, in2, CardRemoved{card(2, 2)}}, "1: checking n0; o");
    row("nobody", "oo", {skip(7), pick(7)}, "; oo");
}

void BatchStateTest::goesItsWay()
{
    QFETCH(QString, letters);
    QFETCH(QList<BatchEvent>, events);
    QTEST(describe(after(batch(letters.toLatin1().constData()), events)), "expected");
}

/// Every event about a card that is not the one in the slot.
void BatchStateTest::ignoresWhatMeansNothing()
{
    const QList<BatchEvent> strangers = {CardChecked{card(9), own}, CardRemoved{card(9)}, Confirmed{card(9)}, Declined{card(9)},
                                         PhaseReached{card(9), FlashPhase::Verifying}, WorkDone{card(9), FlashReport{}}, TryAgain{card(9)}};
    for (const QList<BatchEvent> &before : QList<QList<BatchEvent>>{{}, {CardInserted{card(1)}}, {CardInserted{card(1)}, CardChecked{card(1), foreign}},
                                                                    {CardInserted{card(1)}, CardChecked{card(1), own}},
                                                                    {CardInserted{card(1)}, CardChecked{card(1), own}, WorkDone{card(1), broken()}}}) {
        const BatchState state = after(batch("oo"), before);
        for (const BatchEvent &event : strangers)
            QCOMPARE(describe(next(state, event)), describe(state));
    }
}

void BatchStateTest::countsTries()
{
    BatchState state = after(batch("oo"), {CardInserted{card(1)}, CardChecked{card(1), own}, WorkDone{card(1), broken()}, TryAgain{card(1)}});
    QCOMPARE(state.plan.entries[0].tries, 2);
    QCOMPARE(state.plan.entries[1].tries, 0);
}

void BatchStateTest::countsSlots()
{
    QCOMPARE(next(batch("oo"), SlotsCounted{3}).emptySlots, 3);
    QCOMPARE(after(batch("oo"), {SlotsCounted{3}, CardInserted{card(1)}, SlotsCounted{0}}).emptySlots, 0);
}

void BatchStateTest::leavesTheStateItWasGiven()
{
    const BatchState state = after(batch("oo"), {CardInserted{card(1)}, CardChecked{card(1), own}});
    const QString before = describe(state);
    QVERIFY(describe(next(state, WorkDone{card(1), broken()})) != before);
    QCOMPARE(describe(state), before);
}

void BatchStateTest::keepsTheReasonOfAFailureUntilVerified()
{
    BatchState state = after(batch("oo"), {CardInserted{card(1)}, CardChecked{card(1), own}, WorkDone{card(1), broken()}, CardRemoved{card(1)},
                                           CardInserted{card(2)}, CardChecked{card(2), own}});
    QCOMPARE(state.plan.entries[0].message, QStringLiteral("broken"));
    state = next(state, WorkDone{card(2), FlashReport{}});
    QCOMPARE(state.plan.entries[0].message, QString());
}

void BatchStateTest::advises_data()
{
    QTest::addColumn<QList<BatchEvent>>("events");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("node");
    const auto row = [](const char *name, const QList<BatchEvent> &events, Advice::Kind kind, const char *node) {
        QTest::newRow(name) << events << int(kind) << QString::fromLatin1(node);
    };
    using enum Advice::Kind;
    const BatchEvent in1 = CardInserted{card(1)}, own1 = CardChecked{card(1), own}, room = SlotsCounted{1};
    row("to insert", {}, Insert, "n0");
    row("to wait: there is one slot", {in1, own1}, Wait, "");
    row("to insert beside", {in1, own1, room}, Insert, "n1");
    row("to answer", {in1, CardChecked{card(1), foreign}, room}, Answer, "n0");
    row("to choose", {in1, own1, WorkDone{card(1), broken()}, room}, Choose, "n0");
    row("to take out what was put off", {in1, own1, WorkDone{card(1), broken()}, SkipNode{QStringLiteral("n0")}, room}, Remove, "n0");
    row("to take out", {in1, own1, WorkDone{card(1), FlashReport{}}, room}, Remove, "n0");
    row("nothing more", {SkipNode{QStringLiteral("n0")}, SkipNode{QStringLiteral("n0")}, SkipNode{QStringLiteral("n1")}, SkipNode{QStringLiteral("n1")}}, Done, "");
    row("to answer before to choose", {in1, own1, CardInserted{card(2, 2)}, CardChecked{card(2, 2), foreign}, WorkDone{card(1), broken()}}, Answer, "n1");
    row("to choose before to take out", {in1, own1, CardInserted{card(2, 2)}, CardChecked{card(2, 2), own}, WorkDone{card(1), FlashReport{}},
                                         WorkDone{card(2, 2), broken()}, room}, Choose, "n1");
    row("to take out what failed, when another is at it", {in1, own1, WorkDone{card(1), broken()}, CardInserted{card(2, 2)}}, Remove, "n0");
    row("to wait: all are at work", {in1, CardInserted{card(2, 2)}, room}, Wait, "");
    row("to insert beside a declined one", {in1, CardChecked{card(1), foreign}, Declined{card(1)}}, Insert, "n0");
}

void BatchStateTest::advises()
{
    QFETCH(QList<BatchEvent>, events);
    const Advice advice = adviceFor(after(batch("oo"), events));
    QTEST(int(advice.kind), "kind");
    QTEST(advice.node.name, "node");
}

void BatchStateTest::holdsWhateverHappens_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 40; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void BatchStateTest::holdsWhateverHappens()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    BatchState state = batch("oooooo");
    for (int step = 0; step < 2000; ++step) {
        const int slot = random.bounded(1, 9);
        const QString id = QStringLiteral("slot%1").arg(slot);
        const Card present = state.slots.contains(id) ? cardOf(state.slots[id]) : card(step + 1, slot);
        const Card any = random.bounded(8) == 0 ? card(random.bounded(step + 1), slot) : present;
        const QString node = QStringLiteral("n%1").arg(random.bounded(7));
        const BatchEvent events[] = {CardInserted{any}, CardChecked{any, own}, CardChecked{any, foreign}, CardRemoved{any}, Confirmed{any}, Declined{any},
                                     PhaseReached{any, FlashPhase::Verifying}, WorkDone{any, FlashReport{}}, WorkDone{any, broken()}, TryAgain{any},
                                     SkipNode{node}, PickNode{node}, SlotsCounted{random.bounded(4)}};
        const BatchEvent event = events[random.bounded(int(std::size(events)))];
        const BatchState before = state;
        state = next(before, event);

        QSet<QString> inWork;
        int begun = 0;
        for (const auto &[key, known] : state.slots.asKeyValueRange()) {
            QCOMPARE(cardOf(known).byId, key);
            const auto *idle = std::get_if<LeftAlone>(&known);
            QVERIFY2(!idle || idle->isDeclined || !nextFree(state), qPrintable(describe(state)));
            begun += std::holds_alternative<Flashing>(known) && !isWritten(before, cardOf(known));
            const bool works = std::holds_alternative<Checking>(known) || std::holds_alternative<Confirming>(known) || std::holds_alternative<Flashing>(known);
            if (!works)
                continue;
            QVERIFY2(!inWork.contains(nodeOf(known)->name), qPrintable(describe(state)));
            inWork += nodeOf(known)->name;
            QVERIFY2(state.plan.find(nodeOf(known)->name)->outcome == Outcome::Open, qPrintable(describe(state)));
        }
        for (const SlotState &known : before.slots) // what is being written stays so until its work has ended
            QVERIFY(!std::holds_alternative<Flashing>(known) || isWritten(state, cardOf(known)) || std::holds_alternative<WorkDone>(event));
        for (int i = 0; i < state.plan.entries.size(); ++i) {
            begun -= state.plan.entries[i].tries - before.plan.entries[i].tries;
            const bool wasVerified = before.plan.entries[i].outcome == Outcome::Verified;
            const bool isPick = std::holds_alternative<PickNode>(event);
            QVERIFY(!wasVerified || isPick || state.plan.entries[i].outcome == Outcome::Verified);
            QVERIFY(state.plan.entries[i].tries >= before.plan.entries[i].tries);
        }
        QCOMPARE(begun, 0); // each try is counted
        // There is always something to do, until all is done.
        QCOMPARE(adviceFor(state).kind == Advice::Kind::Done, isFinished(state));
        QVERIFY(!isFinished(state) || (!state.plan.nextOpen() && inWork.isEmpty()));
    }
}

QTEST_GUILESS_MAIN(BatchStateTest)
#include "tst_batchstate.moc"
