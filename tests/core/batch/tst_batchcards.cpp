// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/resume.h"

#include "support/batchkit.h"
#include "support/slots.h"
#include "support/gatedreader.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

/// What a batch makes of the cards that come and go.
class BatchCardsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void startsByItselfOnABlankCardAndOnOurOwn();
    void marksEachCardAsItsNodes();
    void asksBeforeACardJustWrittenBecomesAnotherNode();
    void knowsItsOwnCardsAfterARestart();
    void asksAboutTheCardsOfOtherNodesWhenOneIsWrittenLater();
    void asksAboutNoBlankCardWhereTheImageIsAnother();
    void asksAboutACardWithAnythingElse();
    void asksAboutEveryCardWhereThatIsWanted();
    void endsAtOnceWhenTheCardIsPulledWhoseReaderDoesNotAnswer();
    void tellsThatAReaderHangsOnTheCardBefore();
    void countsACardThatIsPulledAsSoonAsItIsDone();
    void tellsOfCardsThatCannotBeUsed();

private:
    void startBatch(int nodes, bool alwaysAsk = false, const std::function<void(Plan &)> &change = {});
    template <typename State>
    const State *in() const { return slotIn<State>(m_runner->state()); }
    QString wanted() const { return wantedIn(m_runner->state()); }
    QString cardPath(const QString &name) const { return m_reader->cardPath(name); }
    std::optional<CardMarker> markerOf(const QString &name) const { return parseMarker(*readFile(cardPath(name))); }
    /// Writes the next node onto the card `name`, which is then out again.
    void write(const QString &name)
    {
        QVERIFY(m_reader->insert(name));
        QTRY_VERIFY(in<AwaitingRemoval>());
        QVERIFY(in<AwaitingRemoval>()->outcome);
        m_reader->remove();
        QTRY_VERIFY(!in<AwaitingRemoval>());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<GatedReader> m_reader;
    std::unique_ptr<BatchRunner> m_runner;
    Cluster m_cluster;
};

void BatchCardsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_reader = std::make_unique<GatedReader>(m_folder->filePath(QStringLiteral("cards")), testCardSize);
}

void BatchCardsTest::cleanup()
{
    m_reader->gate.release();
    m_runner.reset();
    m_reader.reset();
    m_folder.reset();
}

/// Goes on with what the last one has done, as `change` would have it.
void BatchCardsTest::startBatch(int nodes, bool alwaysAsk, const std::function<void(Plan &)> &change)
{
    m_cluster = makeCluster(nodes);
    for (const Node &node : m_cluster.nodes)
        QVERIFY(makeImage(m_folder->path(), node));
    Result<Journal> journal = Journal::open(m_folder->filePath(QStringLiteral("journal")), QStringLiteral("c16"));
    QVERIFY(journal);
    const auto done = journal->doneCards();
    QVERIFY(done);
    Plan plan = *makePlan(m_cluster);
    for (Plan::Entry &entry : plan.entries) {
        if (done->contains(entry.node.name))
            entry.outcome = Outcome::Verified;
    }
    if (change)
        change(plan);
    QVERIFY(beginBatch(*journal, plan));
    BatchOptions options;
    options.alwaysAsk = alwaysAsk;
    m_runner = std::make_unique<BatchRunner>(plan, *m_reader, imagesIn(m_folder->path()), std::move(*journal), options);
    m_runner->start();
}

void BatchCardsTest::startsByItselfOnABlankCardAndOnOurOwn()
{
    startBatch(0);
    QSignalSpy finished(m_runner.get(), &BatchRunner::finished);
    write(QStringLiteral("a")); // blank
    QTRY_COMPARE(finished.count(), 1);
    startBatch(1, false, [](Plan &plan) { plan = planAnew(plan); });
    write(QStringLiteral("a")); // the head's, of the batch before
    write(QStringLiteral("b"));
}

void BatchCardsTest::marksEachCardAsItsNodes()
{
    const QDateTime before = QDateTime::currentDateTimeUtc().addSecs(-1);
    startBatch(1);
    write(QStringLiteral("a"));
    write(QStringLiteral("b"));
    QCOMPARE(markerOf(QStringLiteral("a"))->node, QStringLiteral("head"));
    const CardMarker marker = *markerOf(QStringLiteral("b"));
    QCOMPARE(marker.node, QStringLiteral("node00"));
    QCOMPARE(marker.cluster, m_cluster.id);
    QCOMPARE(marker.imageId.size(), 64);
    QVERIFY(marker.written >= before && marker.written <= QDateTime::currentDateTimeUtc());
}

void BatchCardsTest::asksBeforeACardJustWrittenBecomesAnotherNode()
{
    startBatch(1);
    write(QStringLiteral("a"));
    QVERIFY(m_reader->insert(QStringLiteral("a"))); // the wrong one again
    QTRY_VERIFY(in<Confirming>());
    QVERIFY2(in<Confirming>()->verdict.question.contains(QLatin1String("the card of head, which is done")), qPrintable(in<Confirming>()->verdict.question));
    QVERIFY(in<Confirming>()->verdict.contents.contains(QLatin1String("of this cluster")));
    m_runner->decline(in<Confirming>()->card);
    QTRY_VERIFY(!wanted().isEmpty());
    QCOMPARE(markerOf(QStringLiteral("a"))->node, QStringLiteral("head"));
    m_reader->remove();
    write(QStringLiteral("b"));
}

void BatchCardsTest::knowsItsOwnCardsAfterARestart()
{
    startBatch(1);
    write(QStringLiteral("a"));
    m_runner.reset(); // killed
    startBatch(1);
    QVERIFY(m_reader->insert(QStringLiteral("a")));
    QTRY_VERIFY(in<Confirming>());
    QVERIFY(in<Confirming>()->verdict.question.contains(QLatin1String("the card of head, which is done")));
}

/// After the batch's end as well.
void BatchCardsTest::asksAboutTheCardsOfOtherNodesWhenOneIsWrittenLater()
{
    startBatch(1);
    QSignalSpy finished(m_runner.get(), &BatchRunner::finished);
    write(QStringLiteral("a"));
    write(QStringLiteral("b"));
    QTRY_COMPARE(finished.count(), 1);
    startBatch(1, false, [](Plan &plan) { plan.entries[1] = {.node = plan.entries[1].node, .isRedone = true}; });
    QVERIFY(m_reader->insert(QStringLiteral("a")));
    QTRY_VERIFY(in<Confirming>());
    QVERIFY2(in<Confirming>()->verdict.question.contains(QLatin1String("the card of head, which is done")), qPrintable(in<Confirming>()->verdict.question));
    startBatch(1, false, [](Plan &plan) { plan.entries.removeFirst(); }); // a plan of its own
    QTRY_VERIFY(in<Confirming>() || in<LeftAlone>());
    QVERIFY(!in<Flashing>());
}

/// Nodes that are done, but open again as their images were built anew.
void BatchCardsTest::asksAboutNoBlankCardWhereTheImageIsAnother()
{
    startBatch(1);
    write(QStringLiteral("a"));
    write(QStringLiteral("b"));
    startBatch(1, false, [](Plan &plan) { plan.entries[1] = {.node = plan.entries[1].node}; });
    write(QStringLiteral("c"));
}

void BatchCardsTest::asksAboutACardWithAnythingElse()
{
    startBatch(0);
    QVERIFY(makeDirectory(m_folder->filePath(QStringLiteral("cards"))));
    QVERIFY(writeFile(cardPath(QStringLiteral("a")), QByteArray(testCardSize, 'p')));
    QVERIFY(m_reader->insert(QStringLiteral("a")));
    QTRY_VERIFY(in<Confirming>());
    QCOMPARE(in<Confirming>()->verdict.question, QStringLiteral("This card is not blank."));
    QCOMPARE(*readFile(cardPath(QStringLiteral("a"))), QByteArray(testCardSize, 'p'));
}

void BatchCardsTest::asksAboutEveryCardWhereThatIsWanted()
{
    startBatch(0, true);
    QVERIFY(m_reader->insert(QStringLiteral("a")));
    QTRY_VERIFY(in<Confirming>());
    QCOMPARE(in<Confirming>()->verdict.contents, QStringLiteral("blank"));
    m_runner->confirm(in<Confirming>()->card);
    QTRY_VERIFY(in<AwaitingRemoval>());
    QVERIFY(in<AwaitingRemoval>()->outcome);
}

void BatchCardsTest::endsAtOnceWhenTheCardIsPulledWhoseReaderDoesNotAnswer()
{
    startBatch(1);
    m_reader->isGated = true; // no write returns, as with a reader that waits for a card that is gone
    QVERIFY(m_reader->insert(QStringLiteral("a")));
    QTRY_VERIFY(m_reader->isWaiting);
    m_reader->remove();
    QTRY_VERIFY_WITH_TIMEOUT(!wanted().isEmpty(), 3000);
    QCOMPARE(wanted(), QStringLiteral("head"));
    QVERIFY2(m_runner->plan().entries[0].message.contains(QLatin1String("pulled")), qPrintable(m_runner->plan().entries[0].message));
    write(QStringLiteral("b"));
    QVERIFY(holdsImage(cardPath(QStringLiteral("b")), m_folder->path(), m_cluster.nodes[0]));
}

void BatchCardsTest::tellsThatAReaderHangsOnTheCardBefore()
{
    startBatch(0);
    QStringList lines;
    connect(m_runner.get(), &BatchRunner::progressed, this, [&](const ProgressEvent &event) { lines += event.text; });
    m_reader->isGated = true;
    QVERIFY(m_reader->insert(QStringLiteral("a")));
    QTRY_VERIFY(m_reader->isWaiting);
    m_reader->remove();
    QTRY_COMPARE(wanted(), QStringLiteral("head"));
    QVERIFY(m_reader->insert(QStringLiteral("a")));
    QTRY_VERIFY(lines.join(u' ').contains(QLatin1String("hangs on the card before")));
    m_reader->gate.release();
    QTRY_VERIFY(in<AwaitingRemoval>());
    QVERIFY(in<AwaitingRemoval>()->outcome);
}

void BatchCardsTest::countsACardThatIsPulledAsSoonAsItIsDone()
{
    startBatch(1);
    m_reader->isGated = true;
    QVERIFY(m_reader->insert(QStringLiteral("a")));
    QTRY_VERIFY(m_reader->isWaiting);
    m_reader->gate.release();
    m_runner->waitForWork(); // the batch has not heard of it yet
    m_reader->remove();
    QTRY_VERIFY(!wanted().isEmpty());
    QCOMPARE(wanted(), QStringLiteral("node00"));
    QTRY_COMPARE(m_runner->plan().count(Outcome::Verified), 1); // the reader may be told empty before
}

void BatchCardsTest::tellsOfCardsThatCannotBeUsed()
{
    QStringList lines;
    startBatch(0);
    connect(m_runner.get(), &BatchRunner::progressed, this, [&](const ProgressEvent &event) { lines += event.text; });
    Refusal refusal;
    refusal.kind = Refusal::Kind::Card;
    refusal.slot = QStringLiteral("Reader 1, slot 2");
    refusal.reason = QStringLiteral("The card is write-protected; move the slider on its side.");
    Q_EMIT m_reader->refused(refusal);
    QTRY_COMPARE(lines, QStringList(QStringLiteral("The card in Reader 1, slot 2 cannot be used. The card is write-protected; move the slider on its side.")));
    QVERIFY(!wanted().isEmpty());
}

QTEST_GUILESS_MAIN(BatchCardsTest)
#include "tst_batchcards.moc"
