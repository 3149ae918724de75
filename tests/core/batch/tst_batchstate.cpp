// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchstate.h"

#include <QTest>

using namespace coffer;

namespace {

Node node(const char *name)
{
    Node made;
    made.name = QLatin1String(name);
    return made;
}

Card card(quint64 seq)
{
    Card made;
    made.byId = QStringLiteral("slot");
    made.diskSeq = seq;
    return made;
}

tl::unexpected<Error> broken()
{
    return fail(Errc::ChecksumMismatch, QStringLiteral("broken"));
}

QString describe(const BatchState &state)
{
    struct Words
    {
        QString operator()(const AwaitingCard &s) const { return QStringLiteral("awaiting %1").arg(s.node.name); }
        QString operator()(const Confirming &s) const { return QStringLiteral("confirming %1 card %2 (%3)").arg(s.node.name).arg(s.card.diskSeq).arg(s.verdict.contents); }
        QString operator()(const Flashing &s) const { return QStringLiteral("flashing %1 card %2").arg(s.node.name).arg(s.card.diskSeq); }
        QString operator()(const AwaitingRemoval &s) const { return QStringLiteral("removal %1 card %2 %3").arg(s.node.name).arg(s.card.diskSeq).arg(s.outcome ? QStringLiteral("good") : s.outcome.error().message); }
        QString operator()(const Finished &) const { return QStringLiteral("finished"); }
    };
    return std::visit(Words(), state);
}

/// One letter a node: open, tried in vain, verified, failed, skipped.
QString describe(const Plan &plan)
{
    QString letters;
    for (const Plan::Entry &entry : plan.entries) {
        switch (entry.outcome) {
        case Outcome::Open: letters += entry.message.isEmpty() ? u'o' : u't'; break;
        case Outcome::Verified: letters += u'v'; break;
        case Outcome::Failed: letters += u'f'; break;
        case Outcome::Skipped: letters += u's'; break;
        }
    }
    return letters;
}

/// The head and node00, with outcomes by the same letters.
Plan plan(const char *letters)
{
    Plan made;
    made.entries = {{node("head"), Outcome::Open, {}}, {node("node00"), Outcome::Open, {}}};
    for (int i = 0; i < 2; ++i) {
        Plan::Entry &entry = made.entries[i];
        const char letter = letters[i];
        entry.outcome = letter == 'v' ? Outcome::Verified : letter == 'f' ? Outcome::Failed : letter == 's' ? Outcome::Skipped : Outcome::Open;
        entry.message = letter == 't' || letter == 'f' ? QStringLiteral("broken") : QString();
    }
    return made;
}

} // namespace

const CardVerdict foreign = {QStringLiteral("FAT"), QStringLiteral("This card is not blank.")};

class BatchStateTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goesToTheNextState_data();
    void goesToTheNextState();
    void startsWithTheFirstOpenNode();
    void keepsTheReasonOfAFailureUntilVerified();
    void runsAWholeBatch();
};

void BatchStateTest::goesToTheNextState_data()
{
    QTest::addColumn<BatchState>("state");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<BatchEvent>("event");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("after");

    const auto row = [](const char *name, const BatchState &state, const char *before, const BatchEvent &event,
                        const char *expected, const char *after) {
        QTest::newRow(name) << state << QByteArray(before) << event << QString::fromLatin1(expected) << QString::fromLatin1(after);
    };
    const Result<FlashReport> good = FlashReport{};
    const Result<FlashReport> bad = broken();

    const BatchState awaiting = AwaitingCard{node("head")};
    row("awaiting: own card", awaiting, "oo", CardInserted{card(1), {}}, "flashing head card 1", "oo");
    row("awaiting: strange card", awaiting, "oo", CardInserted{card(1), foreign}, "confirming head card 1 (FAT)", "oo");
    row("awaiting: removed", awaiting, "oo", CardRemoved{card(1)}, "awaiting head", "oo");
    row("awaiting: confirmed", awaiting, "oo", Confirmed{card(1)}, "awaiting head", "oo");
    row("awaiting: declined", awaiting, "oo", Declined{card(1)}, "awaiting head", "oo");
    row("awaiting: done", awaiting, "oo", WorkDone{good}, "awaiting head", "oo");
    row("awaiting: skip", awaiting, "oo", SkipNode{node("head")}, "awaiting node00", "so");
    row("awaiting: skip after a failure", awaiting, "to", SkipNode{node("head")}, "awaiting node00", "fo");
    row("awaiting: skip of another", awaiting, "oo", SkipNode{node("node00")}, "awaiting head", "oo");
    row("awaiting: skip of the last", AwaitingCard{node("node00")}, "vo", SkipNode{node("node00")}, "finished", "vs");

    const BatchState confirming = Confirming{node("head"), card(1), foreign};
    row("confirming: confirmed", confirming, "oo", Confirmed{card(1)}, "flashing head card 1", "oo");
    row("confirming: another card confirmed", confirming, "oo", Confirmed{card(2)}, "confirming head card 1 (FAT)", "oo");
    row("confirming: declined", confirming, "oo", Declined{card(1)}, "awaiting head", "oo");
    row("confirming: another card declined", confirming, "oo", Declined{card(2)}, "confirming head card 1 (FAT)", "oo");
    row("confirming: removed", confirming, "oo", CardRemoved{card(1)}, "awaiting head", "oo");
    row("confirming: another card removed", confirming, "oo", CardRemoved{card(2)}, "confirming head card 1 (FAT)", "oo");
    row("confirming: another card inserted", confirming, "oo", CardInserted{card(2), {}}, "confirming head card 1 (FAT)", "oo");
    row("confirming: done", confirming, "oo", WorkDone{good}, "confirming head card 1 (FAT)", "oo");
    row("confirming: skip", confirming, "oo", SkipNode{node("head")}, "confirming node00 card 1 (FAT)", "so");
    row("confirming: skip of another", confirming, "oo", SkipNode{node("node00")}, "confirming head card 1 (FAT)", "oo");
    row("confirming: skip of the last", Confirming{node("node00"), card(1), {}}, "vo", SkipNode{node("node00")}, "finished", "vs");

    const BatchState flashing = Flashing{node("head"), card(1)};
    row("flashing: good", flashing, "oo", WorkDone{good}, "removal head card 1 good", "vo");
    row("flashing: bad", flashing, "oo", WorkDone{bad}, "removal head card 1 broken", "to");
    row("flashing: removed", flashing, "oo", CardRemoved{card(1)}, "flashing head card 1", "oo");
    row("flashing: another card", flashing, "oo", CardInserted{card(2), {}}, "flashing head card 1", "oo");
    row("flashing: confirmed", flashing, "oo", Confirmed{card(1)}, "flashing head card 1", "oo");
    row("flashing: declined", flashing, "oo", Declined{card(1)}, "flashing head card 1", "oo");
    row("flashing: skip", flashing, "oo", SkipNode{node("head")}, "flashing head card 1", "oo");

    const BatchState removal = AwaitingRemoval{node("head"), card(1), good};
    const BatchState failed = AwaitingRemoval{node("head"), card(1), bad};
    row("removal: removed", removal, "vo", CardRemoved{card(1)}, "awaiting node00", "vo");
    row("removal: removed, was the last", AwaitingRemoval{node("node00"), card(1), good}, "vv", CardRemoved{card(1)}, "finished", "vv");
    row("removal: another removed", removal, "vo", CardRemoved{card(2)}, "removal head card 1 good", "vo");
    row("removal: another inserted", removal, "vo", CardInserted{card(2), {}}, "removal head card 1 good", "vo");
    row("removal: confirmed", removal, "vo", Confirmed{card(1)}, "removal head card 1 good", "vo");
    row("removal: done", removal, "vo", WorkDone{bad}, "removal head card 1 good", "vo");
    row("removal: skip of a good one", removal, "vo", SkipNode{node("head")}, "removal head card 1 good", "vo");
    row("removal: failed, removed", failed, "to", CardRemoved{card(1)}, "awaiting head", "to");
    row("removal: failed, skip", failed, "to", SkipNode{node("head")}, "removal head card 1 broken", "fo");
    row("removal: failed, skip of another", failed, "to", SkipNode{node("node00")}, "removal head card 1 broken", "to");
    row("removal: given up, removed", failed, "fo", CardRemoved{card(1)}, "awaiting node00", "fo");

    const BatchState finished = Finished{};
    row("finished: inserted", finished, "vv", CardInserted{card(1), {}}, "finished", "vv");
    row("finished: removed", finished, "vv", CardRemoved{card(1)}, "finished", "vv");
    row("finished: confirmed", finished, "vv", Confirmed{card(1)}, "finished", "vv");
    row("finished: done", finished, "vv", WorkDone{bad}, "finished", "vv");
    row("finished: skip", finished, "vv", SkipNode{node("head")}, "finished", "vv");
}

void BatchStateTest::goesToTheNextState()
{
    QFETCH(BatchState, state);
    QFETCH(QByteArray, before);
    QFETCH(BatchEvent, event);
    QFETCH(QString, expected);
    QFETCH(QString, after);
    Plan present = plan(before.constData());

    QCOMPARE(describe(next(state, event, present)), expected);
    QCOMPARE(describe(present), after);
}

void BatchStateTest::startsWithTheFirstOpenNode()
{
    QCOMPARE(describe(start(plan("oo"))), QStringLiteral("awaiting head"));
    QCOMPARE(describe(start(plan("vo"))), QStringLiteral("awaiting node00"));
    QCOMPARE(describe(start(plan("vs"))), QStringLiteral("finished"));
    QCOMPARE(describe(start(Plan())), QStringLiteral("finished"));
    QCOMPARE(nodeOf(start(plan("vo")))->name, QStringLiteral("node00"));
    QVERIFY(!nodeOf(Finished{}));
}

void BatchStateTest::keepsTheReasonOfAFailureUntilVerified()
{
    Plan present = plan("oo");
    BatchState state = next(Flashing{node("head"), card(1)}, WorkDone{broken()}, present);
    QCOMPARE(present.entries[0].message, QStringLiteral("broken"));
    state = next(state, CardRemoved{card(1)}, present);
    state = next(state, CardInserted{card(2), {}}, present);
    QCOMPARE(present.entries[0].message, QStringLiteral("broken"));
    next(state, WorkDone{FlashReport{}}, present);
    QCOMPARE(present.entries[0].message, QString());
    QCOMPARE(present.count(Outcome::Verified), 1);
    QCOMPARE(present.count(Outcome::Open), 1);
}

void BatchStateTest::runsAWholeBatch()
{
    Plan present = plan("oo");
    BatchState state = start(present);
    QStringList seen;
    for (quint64 seq = 1; !std::holds_alternative<Finished>(state); ++seq) {
        state = next(state, CardInserted{card(seq), {}}, present);
        seen += describe(state);
        state = next(state, WorkDone{FlashReport{}}, present);
        state = next(state, CardRemoved{card(seq)}, present);
    }
    QCOMPARE(seen, QStringList({QStringLiteral("flashing head card 1"), QStringLiteral("flashing node00 card 2")}));
    QCOMPARE(describe(present), QStringLiteral("vv"));
}

QTEST_GUILESS_MAIN(BatchStateTest)
#include "tst_batchstate.moc"
