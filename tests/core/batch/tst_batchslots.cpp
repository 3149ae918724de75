// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchrunner.h"

#include "support/batchkit.h"
#include "support/slots.h"
#include "core/batch/autoswap.h"
#include "support/gatedreader.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

using Kind = JournalStep::Kind;

/// What a batch makes of many slots at once.
class BatchSlotsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void writesAWholeCofferInManySlots_data();
    void writesAWholeCofferInManySlots();
    void neverWritesANodeTwiceAtOnce();
    void goesOnWhileACardIsPulled();
    void goesOnWhileACardFails();
    void takesTheSameCardAgain();
    void takesAnIdleCardForANodeThatFailed();
    void writesThePickedNodeNext();
    void stopsAllSlotsWhenCancelled();
    void endsAllWorkWhenDestroyed();
    void beginsAPulledCardOnceOnly();
    void beginsACardThatIsDoneOnceOnly();
    void recordsAPulledCardOnce_data();
    void recordsAPulledCardOnce();
    void asksAgainAboutAStrangersCardThatIsPulledAtOnce();
    void tellsOfACardThatFailedBefore();
    void goesOnWithAHalfWrittenCardWithoutAsking();

private:
    void makeRunner(int nodes, int slots);
    void insert(int slots);
    const SlotState *slot(int slot) const;
    template <typename State>
    const State *in(int number) const { return slot(number) ? std::get_if<State>(slot(number)) : nullptr; }
    template <typename State>
    int count() const
    {
        return int(std::ranges::count_if(m_runner->state().slots, [](const SlotState &slot) { return std::holds_alternative<State>(slot); }));
    }
    Result<Journal> journal() const { return Journal::open(m_folder->filePath(QStringLiteral("journal")), QStringLiteral("c16")); }
    QString recorded(const QString &card) const;
    bool holds(const QString &card, int node) const { return holdsImage(m_reader->cardPath(card), m_folder->path(), m_cluster.nodes[node]); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<GatedReader> m_reader;
    std::unique_ptr<BatchRunner> m_runner;
    std::unique_ptr<QSignalSpy> m_finished;
    Cluster m_cluster;
};

void BatchSlotsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void BatchSlotsTest::cleanup()
{
    if (m_reader)
        m_reader->gate.release();
    m_finished.reset();
    m_runner.reset();
    m_reader.reset();
    m_folder.reset();
}

/// A runner for the head and some nodes on a reader of some slots; what was recorded before stays.
void BatchSlotsTest::makeRunner(int nodes, int slots)
{
    m_finished.reset();
    m_runner.reset();
    m_reader = std::make_unique<GatedReader>(m_folder->filePath(QStringLiteral("cards")), testCardSize, slots);
    m_cluster = makeCluster(nodes);
    for (const Node &node : m_cluster.nodes)
        QVERIFY(makeImage(m_folder->path(), node));
    m_runner = std::make_unique<BatchRunner>(*makePlan(m_cluster), *m_reader, imagesIn(m_folder->path()), *journal());
    m_finished = std::make_unique<QSignalSpy>(m_runner.get(), &BatchRunner::finished);
}

/// Cards "card0", "card1", … into the first slots.
void BatchSlotsTest::insert(int slots)
{
    for (int slot = 0; slot < slots; ++slot)
        QVERIFY(m_reader->insert(QStringLiteral("card%1").arg(slot), slot));
}

/// Null: it has no card that the batch knows of.
const SlotState *BatchSlotsTest::slot(int slot) const
{
    const auto *card = std::get_if<Card>(&m_reader->slot(slot));
    const auto found = card ? m_runner->state().slots.constFind(card->byId) : m_runner->state().slots.constEnd();
    return found == m_runner->state().slots.constEnd() ? nullptr : &*found;
}

/// "started broken-off": what the journal has of a card's writing.
QString BatchSlotsTest::recorded(const QString &card) const
{
    QStringList words;
    const Result<QList<JournalStep>> steps = journal()->steps(1000, {}, m_reader->cardPath(card));
    for (const JournalStep &step : *steps) {
        if (step.kind == Kind::Started || step.kind == Kind::Verified || step.kind == Kind::Failed || step.kind == Kind::BrokenOff)
            words += wordOf(step.kind);
    }
    return words.join(u' ');
}

void BatchSlotsTest::writesAWholeCofferInManySlots_data()
{
    QTest::addColumn<int>("slots");
    for (const int slots : {2, 4, 8, 20})
        QTest::addRow("%d", slots) << slots;
}

void BatchSlotsTest::writesAWholeCofferInManySlots()
{
    QFETCH(int, slots);
    makeRunner(16, slots);
    swapByItself(*m_runner, *m_reader, [](const Error &error) { QFAIL(qPrintable(error.message)); });
    m_runner->start();

    QVERIFY(m_finished->wait(60000));
    QCOMPARE(m_finished->at(0).at(0).toBool(), false);
    QCOMPARE(m_runner->plan().count(Outcome::Verified), 17);
    for (int node = 0; node < 17; ++node) {
        QVERIFY2(holds(m_cluster.nodes[node].name, node), qPrintable(m_cluster.nodes[node].name));
        QCOMPARE(recorded(m_cluster.nodes[node].name), QStringLiteral("started verified"));
        QCOMPARE(m_runner->plan().entries[node].tries, 1);
    }
    QVERIFY(m_reader->cards().isEmpty());
}

void BatchSlotsTest::neverWritesANodeTwiceAtOnce()
{
    makeRunner(16, 8);
    int most = 0;
    connect(m_runner.get(), &BatchRunner::stateChanged, this, [&](const BatchState &state) {
        QSet<QString> nodes;
        int working = 0;
        for (const SlotState &slot : state.slots) {
            if (std::holds_alternative<Flashing>(slot) || std::holds_alternative<Checking>(slot)) {
                nodes += nodeOf(slot)->name;
                ++working;
            }
        }
        QCOMPARE(nodes.size(), working);
        most = std::max(most, count<Flashing>());
    });
    swapByItself(*m_runner, *m_reader, [](const Error &) {});
    m_runner->start();
    QVERIFY(m_finished->wait(60000));
    QVERIFY2(most > 1, qPrintable(QString::number(most))); // they do work at once
}

void BatchSlotsTest::goesOnWhileACardIsPulled()
{
    makeRunner(3, 3);
    for (int card = 0; card < 3; ++card)
        m_reader->setFaults(QStringLiteral("card%1").arg(card), {.writeRate = 4 << 20});
    insert(3);
    m_runner->start();
    QTRY_COMPARE(count<Flashing>(), 3);
    const QString pulled = in<Flashing>(1)->node.name;
    m_reader->remove(1);

    QTRY_COMPARE(count<AwaitingRemoval>(), 2);
    QVERIFY(in<AwaitingRemoval>(0)->outcome && in<AwaitingRemoval>(2)->outcome);
    QCOMPARE(m_runner->plan().find(pulled)->outcome, Outcome::Open);
    QVERIFY(m_reader->insert(QStringLiteral("other"), 1));
    QTRY_VERIFY(in<AwaitingRemoval>(1));
    QCOMPARE(in<AwaitingRemoval>(1)->node.name, pulled); // before those that had no turn yet
    QVERIFY(in<AwaitingRemoval>(1)->outcome);
    QCOMPARE(m_runner->plan().find(pulled)->tries, 2);
}

void BatchSlotsTest::goesOnWhileACardFails()
{
    makeRunner(2, 3);
    m_reader->setFaults(QStringLiteral("card1"), {.bad = {{.offset = 1 << 20, .length = 4096}}});
    insert(3);
    m_runner->start();

    QTRY_COMPARE(count<AwaitingRemoval>(), 3);
    QVERIFY(in<AwaitingRemoval>(0)->outcome && in<AwaitingRemoval>(2)->outcome);
    QVERIFY(!in<AwaitingRemoval>(1)->outcome);
    QCOMPARE(m_runner->plan().count(Outcome::Verified), 2);
    QCOMPARE(adviceFor(m_runner->state()).kind, Advice::Kind::Choose);
    QCOMPARE(m_finished->count(), 0);
}

void BatchSlotsTest::takesTheSameCardAgain()
{
    makeRunner(0, 2);
    m_reader->setFaults(QStringLiteral("card0"), {.bad = {{.offset = 1 << 20, .length = 4096}}});
    insert(1);
    m_runner->start();
    QTRY_VERIFY(in<AwaitingRemoval>(0));
    const Card card = in<AwaitingRemoval>(0)->card;
    QVERIFY(canTryAgain(m_runner->state(), card));

    m_reader->setFaults(QStringLiteral("card0"), {});
    m_runner->tryAgain(card);
    m_runner->tryAgain(card); // clicked twice
    QTRY_VERIFY(in<AwaitingRemoval>(0) && in<AwaitingRemoval>(0)->outcome);
    QVERIFY(holds(QStringLiteral("card0"), 0));
    QCOMPARE(m_runner->plan().entries[0].tries, 2);
    QCOMPARE(recorded(QStringLiteral("card0")), QStringLiteral("started failed started verified"));
    QVERIFY(!canTryAgain(m_runner->state(), card));
}

void BatchSlotsTest::takesAnIdleCardForANodeThatFailed()
{
    makeRunner(0, 2);
    m_reader->setFaults(QStringLiteral("card0"), {.writeRate = 1 << 20, .pullAfterWritten = 512 << 10});
    insert(1);
    m_runner->start();
    QTRY_VERIFY(in<Flashing>(0));
    QVERIFY(m_reader->insert(QStringLiteral("card1"), 1));
    QTRY_VERIFY(in<AwaitingRemoval>(1));
    QVERIFY(in<AwaitingRemoval>(1)->outcome);
    QVERIFY(holds(QStringLiteral("card1"), 0));
}

void BatchSlotsTest::writesThePickedNodeNext()
{
    makeRunner(3, 2);
    m_runner->pick(QStringLiteral("node02"));
    m_runner->start();
    insert(2);
    QTRY_COMPARE(count<AwaitingRemoval>(), 2);
    QCOMPARE(in<AwaitingRemoval>(0)->node.name, QStringLiteral("node02"));
    QCOMPARE(in<AwaitingRemoval>(1)->node.name, QStringLiteral("head"));

    m_runner->pick(QStringLiteral("node02")); // once more, though it has a card
    m_reader->remove(1);
    QVERIFY(m_reader->insert(QStringLiteral("second"), 1));
    QTRY_VERIFY(in<Confirming>(1));
    QCOMPARE(in<Confirming>(1)->node.name, QStringLiteral("node02"));
    QVERIFY2(in<Confirming>(1)->verdict.question.contains(QLatin1String("already")), qPrintable(in<Confirming>(1)->verdict.question));
}

void BatchSlotsTest::stopsAllSlotsWhenCancelled()
{
    makeRunner(16, 8);
    for (int card = 0; card < 8; ++card)
        m_reader->setFaults(QStringLiteral("card%1").arg(card), {.writeRate = 256 << 10});
    insert(8);
    m_runner->start();
    QTRY_COMPARE(count<Flashing>(), 8);
    m_runner->cancel();

    QVERIFY(m_finished->wait(20000));
    QCOMPARE(m_finished->at(0).at(0).toBool(), true);
    QCOMPARE(m_runner->plan().count(Outcome::Open), 17);
    QVERIFY(journal()->doneCards()->isEmpty());
}

void BatchSlotsTest::endsAllWorkWhenDestroyed()
{
    makeRunner(16, 8);
    for (int card = 0; card < 8; ++card)
        m_reader->setFaults(QStringLiteral("card%1").arg(card), {.writeRate = 256 << 10});
    insert(8);
    m_runner->start();
    QTRY_COMPARE(count<Flashing>(), 8);
    m_finished.reset();
    m_runner.reset();
    for (const Card &card : m_reader->cards())
        QVERIFY(m_reader->open(card, {})); // nobody holds it any more
}

/// Between the pull and its being heard of other slots' events come; none may begin the card once more.
void BatchSlotsTest::beginsAPulledCardOnceOnly()
{
    makeRunner(3, 2);
    int begun = 0;
    connect(m_runner.get(), &BatchRunner::stepped, this, [&](const JournalStep &step) { begun += step.kind == Kind::Started; });
    m_reader->isGated = true;
    insert(1);
    m_runner->start();
    QTRY_VERIFY(m_reader->isWaiting);
    QCOMPARE(begun, 1);

    m_runner->pick(QStringLiteral("node02"));
    m_reader->remove(0);
    QTRY_COMPARE(m_runner->plan().entries[0].message.isEmpty(), false);
    QTRY_VERIFY(m_runner->state().slots.isEmpty());
    m_reader->gate.release();
    m_runner->waitForWork();
    QCoreApplication::processEvents();
    QCOMPARE(begun, 1);
    QTRY_COMPARE(recorded(QStringLiteral("card0")), QStringLiteral("started broken-off"));
}

/// The same between its end and its being heard of.
void BatchSlotsTest::beginsACardThatIsDoneOnceOnly()
{
    makeRunner(3, 2);
    int begun = 0;
    connect(m_runner.get(), &BatchRunner::stepped, this, [&](const JournalStep &step) { begun += step.kind == Kind::Started; });
    m_reader->isGated = true;
    insert(1);
    m_runner->start();
    QTRY_VERIFY(m_reader->isWaiting);
    m_reader->gate.release();
    m_runner->waitForWork();

    m_runner->pick(QStringLiteral("node02"));
    QTRY_VERIFY(in<AwaitingRemoval>(0));
    m_runner->waitForWork();
    QCoreApplication::processEvents();
    QCOMPARE(begun, 1);
    QCOMPARE(recorded(QStringLiteral("card0")), QStringLiteral("started verified"));
}

void BatchSlotsTest::recordsAPulledCardOnce_data()
{
    QTest::addColumn<qint64>("after");
    for (int round = 0; round < 12; ++round)
        QTest::addRow("%d", round) << qint64(round + 1) * 65536;
}

/// The job's error and the reader's word of the pull come at about the same time.
void BatchSlotsTest::recordsAPulledCardOnce()
{
    QFETCH(qint64, after);
    makeRunner(0, 2);
    m_reader->setFaults(QStringLiteral("card0"), {.pullAfterWritten = after});
    insert(1);
    m_runner->start();
    QTRY_VERIFY(!m_runner->plan().entries[0].message.isEmpty());
    QTRY_VERIFY(m_runner->state().slots.isEmpty());
    m_runner->waitForWork();
    m_finished.reset();
    m_runner.reset(); // the journal has it all
    QCOMPARE(recorded(QStringLiteral("card0")), QStringLiteral("started broken-off"));
}

/// A card that was to be written and never was is nobody's half-written one.
void BatchSlotsTest::asksAgainAboutAStrangersCardThatIsPulledAtOnce()
{
    makeRunner(0, 1);
    QVERIFY(m_reader->make(QStringLiteral("card0"), VirtualReader::Contents::Strange));
    m_runner->start();
    for (int round = 0; round < 8; ++round) {
        insert(1);
        QTRY_VERIFY(in<Confirming>(0) || in<AwaitingRemoval>(0));
        QVERIFY2(in<Confirming>(0), qPrintable(QStringLiteral("round %1: ").arg(round) + recorded(QStringLiteral("card0"))));
        connect(m_runner.get(), &BatchRunner::stateChanged, this, [&] {
            if (in<Flashing>(0))
                m_reader->remove(0);
        });
        m_runner->confirm(in<Confirming>(0)->card);
        QTRY_VERIFY(m_runner->state().slots.isEmpty());
        disconnect(m_runner.get(), &BatchRunner::stateChanged, this, nullptr);
        m_runner->waitForWork();
    }
    insert(1);
    QTRY_VERIFY(in<Confirming>(0));
    QCOMPARE(in<Confirming>(0)->verdict.question, QStringLiteral("This card is not blank."));
}

void BatchSlotsTest::tellsOfACardThatFailedBefore()
{
    makeRunner(0, 1);
    m_reader->setFaults(QStringLiteral("card0"), {.bad = {{.offset = 1 << 20, .length = 4096}}});
    insert(1);
    m_runner->start();
    QTRY_VERIFY(in<AwaitingRemoval>(0));
    QVERIFY(!in<AwaitingRemoval>(0)->outcome);

    makeRunner(0, 1); // another day
    m_reader->asks = true;
    insert(1);
    m_runner->start();
    QTRY_VERIFY(in<Confirming>(0));
    const QString history = in<Confirming>(0)->verdict.history;
    QVERIFY2(history.startsWith(QLatin1String("This card failed before, on ")), qPrintable(history));
}

void BatchSlotsTest::goesOnWithAHalfWrittenCardWithoutAsking()
{
    makeRunner(0, 1);
    m_reader->isGated = true;
    insert(1);
    m_runner->start();
    QTRY_VERIFY(m_reader->isWaiting);
    m_runner->cancel(); // as if it was killed: only the beginning is on record
    m_reader->gate.release();
    QVERIFY(m_finished->wait());
    const QString card = m_reader->cardPath(QStringLiteral("card0"));
    QByteArray bytes = *readFile(card);
    bytes.replace(0, 512, QByteArray(510, 'x') + "\x55\xaa"); // what stands on it looks like somebody's
    QVERIFY(writeFile(card, bytes));

    makeRunner(0, 1);
    insert(1);
    bool isAsked = false;
    connect(m_runner.get(), &BatchRunner::stateChanged, this, [&] { isAsked |= in<Confirming>(0) != nullptr; });
    m_runner->start();
    QTRY_VERIFY(in<AwaitingRemoval>(0));
    QVERIFY(in<AwaitingRemoval>(0)->outcome);
    QVERIFY(!isAsked);

    m_reader->remove(0);
    QVERIFY(m_finished->wait());
    makeRunner(0, 1); // it is done, and somebody has it for photos now
    QVERIFY(writeFile(card, bytes));
    insert(1);
    m_runner->start();
    QTRY_VERIFY(in<Confirming>(0));
}

QTEST_GUILESS_MAIN(BatchSlotsTest)
#include "tst_batchslots.moc"
