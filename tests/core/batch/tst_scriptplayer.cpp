// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/scriptplayer.h"

#include "support/batchkit.h"
#include "support/slots.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

class ScriptPlayerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void playsAWholeBatch();
    void answersQuestions();
    void leavesADeclinedCard();
    void goesOnAfterAPulledCard();
    void pullsACardInMidWrite();
    void pullsACardInMidReading();
    void swapsAProtectedCard();
    void givesUpACounterfeit();
    void skipsANode();
    void waitsForWhatComesAgain();
    void pausesForThoseWhoWatch();
    void findsTheBatchAtAnyMoment();
    void refusesANodeThatIsNone();
    void refusesASlotThatIsNone();
    void refusesWhatCannotBeDone_data();
    void refusesWhatCannotBeDone();
    void saysWhatDidNotHappenBeforeTheEnd();
    void losesPatience();
    void losesPatienceAtItsEnd();
    void stopsWhenTheOperatorStops();
    void mayOutliveItsBatch();

private:
    void play(const QByteArray &text, std::chrono::milliseconds patience = std::chrono::seconds(20));
    Outcome outcomeOf(int entry) const { return m_runner->plan().entries.at(entry).outcome; }
    bool holds(const QString &card, int node) const { return holdsImage(m_reader->cardPath(card), m_folder->path(), m_cluster.nodes[node]); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<VirtualReader> m_reader;
    std::unique_ptr<BatchRunner> m_runner;
    std::unique_ptr<ScriptPlayer> m_player;
    std::unique_ptr<QSignalSpy> m_finished;
    Cluster m_cluster;
    QString m_error;
};

/// A batch of a head and two nodes.
void ScriptPlayerTest::init()
{
    m_error.clear();
    m_folder = std::make_unique<QTemporaryDir>();
    m_reader = std::make_unique<VirtualReader>(m_folder->filePath(QStringLiteral("cards")), testCardSize, 2);
    m_cluster = makeCluster(2);
    for (const Node &node : m_cluster.nodes)
        QVERIFY(makeImage(m_folder->path(), node));
    Result<Journal> journal = Journal::open(m_folder->filePath(QStringLiteral("journal")), QStringLiteral("c16"));
    QVERIFY(journal);
    m_runner = std::make_unique<BatchRunner>(*makePlan(m_cluster), *m_reader, imagesIn(m_folder->path()), std::move(*journal));
    m_finished = std::make_unique<QSignalSpy>(m_runner.get(), &BatchRunner::finished);
}

void ScriptPlayerTest::cleanup()
{
    m_player.reset();
    m_finished.reset();
    m_runner.reset();
    m_reader.reset();
}

/// Starts the batch with this script.
void ScriptPlayerTest::play(const QByteArray &text, std::chrono::milliseconds patience)
{
    const Result<ReaderScript> script = parseScript("slots 2\n" + text, QStringLiteral("demo.script"));
    QVERIFY2(script, script ? "" : qPrintable(script.error().message));
    m_player = std::make_unique<ScriptPlayer>(*script, *m_reader, *m_runner, [this](const Error &error) { m_error = error.message; }, patience);
    m_runner->start();
}

void ScriptPlayerTest::playsAWholeBatch()
{
    play("await insert head\ninsert 1 head\nawait written head\nawait read head 50%\nawait verified head\nremove 1\n"
         "await insert node00\ninsert 2 node00\nawait verified node00\nremove 2\n"
         "insert 1 node01\nawait verified node01\nremove 1\nawait end\n");
    QVERIFY(m_finished->wait(30000));
    QCOMPARE(m_error, QString());
    QCOMPARE(m_runner->plan().count(Outcome::Verified), 3);
    QVERIFY(holds(QStringLiteral("head"), 0) && holds(QStringLiteral("node00"), 1) && holds(QStringLiteral("node01"), 2));
    QVERIFY(m_reader->cards().isEmpty());
}

void ScriptPlayerTest::answersQuestions()
{
    play("new photos strange\ninsert 1 photos\nawait question head\nanswer yes\nawait verified head\n");
    QTRY_VERIFY(slotIn<AwaitingRemoval>(m_runner->state()));
    QVERIFY(holds(QStringLiteral("photos"), 0));
    QCOMPARE(m_error, QString());
}

void ScriptPlayerTest::leavesADeclinedCard()
{
    QVERIFY(writeFile(m_reader->cardPath(QStringLiteral("photos")), QByteArray(testCardSize, 'p')));
    play("insert 1 photos\nawait question\nanswer no\nawait insert head\ninsert 2 head\nawait verified head\n");
    QTRY_VERIFY(slotIn<AwaitingRemoval>(m_runner->state()));
    QVERIFY(holds(QStringLiteral("head"), 0));
    QCOMPARE(readFile(m_reader->cardPath(QStringLiteral("photos")))->count('p'), testCardSize);
}

void ScriptPlayerTest::goesOnAfterAPulledCard()
{
    play("card head slow 4MiB/s, pull-after 256KiB\ninsert 1 head\nawait failed head\nawait insert head\ncard head sound\n"
         "insert 1 head\nawait verified head\n");
    QTRY_VERIFY_WITH_TIMEOUT(slotIn<AwaitingRemoval>(m_runner->state()) && m_reader->faults(QStringLiteral("head")) == VirtualFaults(), 20000);
    QTRY_VERIFY(holds(QStringLiteral("head"), 0));
    QCOMPARE(m_error, QString());
}

void ScriptPlayerTest::pullsACardInMidWrite()
{
    play("card head slow 2MiB/s\ninsert 1 head\nawait written head 10%\nremove 1\nawait failed head\nskip\nskip\nawait insert node00\n");
    QTRY_VERIFY_WITH_TIMEOUT(outcomeOf(0) == Outcome::Failed, 20000);
    QVERIFY(!holds(QStringLiteral("head"), 0));
    QCOMPARE(m_error, QString());
}

void ScriptPlayerTest::pullsACardInMidReading()
{
    play("card head pull-after 512KiB read\ninsert 1 head\nawait read head 0%\nawait failed head\nskip\nskip\nawait insert node00\n");
    QTRY_VERIFY_WITH_TIMEOUT(outcomeOf(0) == Outcome::Failed, 20000);
    QCOMPARE(m_error, QString());
}

void ScriptPlayerTest::swapsAProtectedCard()
{
    QStringList warnings;
    connect(m_runner.get(), &BatchRunner::progressed, this, [&](const ProgressEvent &event) { warnings += event.text; });
    play("card head protected\nawait insert head\ninsert 1 head\npause 0.1\ncard head sound\ninsert 1 head\nawait verified head\n");
    QTRY_VERIFY_WITH_TIMEOUT(holds(QStringLiteral("head"), 0), 20000);
    QVERIFY2(!warnings.filter(writeProtected()).isEmpty(), qPrintable(warnings.join(u'|')));
}

void ScriptPlayerTest::givesUpACounterfeit()
{
    QVERIFY(writeFile(m_reader->cardPath(QStringLiteral("head")), {}));
    QVERIFY(QFile::resize(m_reader->cardPath(QStringLiteral("head")), qint64(1) << 30));
    play("card head real-size 256MiB\ninsert 1 head\nawait failed head\nskip\nskip\nremove 1\nawait insert node00\n");
    QTRY_VERIFY_WITH_TIMEOUT(outcomeOf(0) == Outcome::Failed, 20000);
    QTRY_VERIFY(m_reader->cards().isEmpty());
}

void ScriptPlayerTest::skipsANode()
{
    play("await insert head\nskip\nskip\nawait insert node00\nskip\nskip\nawait insert node01\nskip\nskip\nawait end\n");
    QVERIFY(m_finished->wait(20000));
    QCOMPARE(m_runner->plan().count(Outcome::Skipped), 3);
    QCOMPARE(m_error, QString());
}

void ScriptPlayerTest::waitsForWhatComesAgain()
{
    // The second failure is not the first one once more.
    play("card head pull-after 64KiB\ninsert 1 head\nawait failed head\ncard head pull-after 64KiB\ninsert 1 head\nawait failed head\n"
         "insert 1 head\nawait verified head\n");
    QTRY_VERIFY_WITH_TIMEOUT(holds(QStringLiteral("head"), 0), 20000);
    QCOMPARE(m_error, QString());
}

void ScriptPlayerTest::pausesForThoseWhoWatch()
{
    play("pause 0.3\ninsert 1 head\n");
    QTest::qWait(100);
    QVERIFY(m_reader->cards().isEmpty());
    QTRY_COMPARE(m_reader->cards().size(), 1);
}

void ScriptPlayerTest::findsTheBatchAtAnyMoment()
{
    // What has happened before an await is reached counts.
    play("insert 1 head\npause 2\nawait insert head\nawait written head 50%\nawait verified head\nremove 1\nawait insert node00\nskip\nskip\n");
    QTRY_VERIFY_WITH_TIMEOUT(outcomeOf(1) == Outcome::Skipped, 20000);
    QCOMPARE(m_error, QString());
}

void ScriptPlayerTest::refusesANodeThatIsNone()
{
    play("insert 1 head\nawait verified node07\n");
    QVERIFY(m_finished->wait(20000));
    QCOMPARE(m_finished->at(0).at(0).toBool(), true);
    QCOMPARE(m_error, QStringLiteral("demo.script:3: node07 is no node of this batch; it has: head, node00, node01."));
    QVERIFY(m_reader->cards().isEmpty()); // nothing was done
}

void ScriptPlayerTest::refusesASlotThatIsNone()
{
    m_player = std::make_unique<ScriptPlayer>(*parseScript("slots 3\ninsert 3 head", QStringLiteral("demo.script")), *m_reader, *m_runner,
                                              [this](const Error &error) { m_error = error.message; });
    m_runner->start();
    QVERIFY(m_finished->wait(20000));
    QVERIFY2(m_error.startsWith(QLatin1String("demo.script:2: ")), qPrintable(m_error));
}

void ScriptPlayerTest::refusesWhatCannotBeDone_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("told");
    QTest::newRow("answer") << QByteArray("await insert head\nanswer yes\n")
                            << QStringLiteral("demo.script:3: There is no question to answer: the batch asks for the card of head.");
    QTest::newRow("remove") << QByteArray("await insert head\nremove 2\n") << QStringLiteral("demo.script:3: There is no card in slot 2.");
    QTest::newRow("insert twice") << QByteArray("insert 1 head\ninsert 2 head\n") << QStringLiteral("demo.script:3: The card head is in slot 1 already");
}

void ScriptPlayerTest::refusesWhatCannotBeDone()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, told);
    play(text);
    QVERIFY(m_finished->wait(20000));
    QCOMPARE(m_finished->at(0).at(0).toBool(), true);
    QVERIFY2(m_error.startsWith(told), qPrintable(m_error));
}

void ScriptPlayerTest::saysWhatDidNotHappenBeforeTheEnd()
{
    play("await insert head\nskip\nskip\nawait insert node00\nskip\nskip\nawait insert node01\nskip\nskip\nawait verified head\n");
    QVERIFY(m_finished->wait(20000));
    QTRY_COMPARE(m_error, QStringLiteral("demo.script:11: The batch has ended, and what is waited for here did not happen."));
}

void ScriptPlayerTest::losesPatience()
{
    play("await verified head\n", std::chrono::milliseconds(200));
    QVERIFY(m_finished->wait(20000));
    QVERIFY2(m_error.startsWith(QLatin1String("demo.script:2: ")) && m_error.contains(QLatin1String("asks for the card of head")), qPrintable(m_error));
}

void ScriptPlayerTest::losesPatienceAtItsEnd()
{
    play("await insert head\n", std::chrono::milliseconds(200));
    QVERIFY(m_finished->wait(20000));
    QVERIFY2(m_error.contains(QLatin1String("at its end")), qPrintable(m_error));
}

void ScriptPlayerTest::stopsWhenTheOperatorStops()
{
    play("await insert head\npause 0.2\ninsert 1 head\n");
    QTRY_VERIFY(!wantedIn(m_runner->state()).isEmpty());
    m_runner->cancel();
    QVERIFY(m_finished->wait(20000));
    QTest::qWait(300);
    QVERIFY(m_reader->cards().isEmpty());
    QCOMPARE(m_error, QString());
}

void ScriptPlayerTest::mayOutliveItsBatch()
{
    play("await insert head\npause 0.1\nskip\n");
    QTest::qWait(50);
    m_finished.reset();
    m_runner.reset();
    QTest::qWait(150);
    QCOMPARE(m_error, QString());
}

QTEST_GUILESS_MAIN(ScriptPlayerTest)
#include "tst_scriptplayer.moc"
