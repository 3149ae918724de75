// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchrunner.h"

#include "support/batchkit.h"
#include "support/filesizelimit.h"
#include "support/slots.h"
#include "core/batch/autoswap.h"
#include "support/gatedreader.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QThreadPool>

using namespace coffer;

namespace {

/// Lets all that running or ended work has sent arrive.
void settle()
{
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

} // namespace

class BatchRunnerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void writesAndVerifiesAWholeCofferByItself();
    void tellsNodeAndStageOfAllProgress();
    void tellsOnceThatACardIsReadBack();
    void takesACardThatIsAlreadyIn();
    void finishesAnEmptyPlanFromTheEventLoop();
    void asksAgainWhenTheCardIsPulledInMidWrite();
    void asksAgainWhenTheImageIsDamaged();
    void asksAgainWhenThereIsNoImage();
    void givesUpAFailedNodeWhenSwappingByItself();
    void stopsInMidWriteWhenCancelled();
    void finishesAtOnceWhenCancelledWhileWaiting();
    void cancelsWhenNoCardCanBePutIn();
    void asksBeforeAStrangeCardIsWritten();
    void leavesADeclinedCardAlone();
    void putsASkippedNodeBehindAllOthersThenGivesItUp();
    void writesNothingWithoutItsJournal();
    void callsNobodyOnceDestroyed();
    void mayBeDeletedByASlot();

private:
    void makeRunner(int nodes);
    template <typename State>
    const State *in() const { return slotIn<State>(m_runner->state()); }
    QString wanted() const { return wantedIn(m_runner->state()); }
    QString cardPath(const QString &name) const { return m_reader->cardPath(name); }
    Journal journal() const { return *Journal::open(m_folder->filePath(QStringLiteral("journal")), QStringLiteral("c16")); }
    QStringList done() const { return journal().doneCards().value_or(QMap<QString, JournalStep>()).keys(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<GatedReader> m_reader;
    std::unique_ptr<BatchRunner> m_runner;
    std::unique_ptr<QSignalSpy> m_finished;
    Cluster m_cluster;
};

void BatchRunnerTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_reader = std::make_unique<GatedReader>(m_folder->filePath(QStringLiteral("cards")), testCardSize);
}

void BatchRunnerTest::cleanup()
{
    m_reader->gate.release();
    m_finished.reset();
    m_runner.reset();
    m_reader.reset();
    m_folder.reset();
}

/// A runner for the head and some nodes, with their images.
void BatchRunnerTest::makeRunner(int nodes)
{
    m_cluster = makeCluster(nodes);
    for (const Node &node : m_cluster.nodes)
        QVERIFY(makeImage(m_folder->path(), node));
    m_runner = std::make_unique<BatchRunner>(*makePlan(m_cluster), *m_reader, imagesIn(m_folder->path()), journal());
    m_finished = std::make_unique<QSignalSpy>(m_runner.get(), &BatchRunner::finished);
}

void BatchRunnerTest::writesAndVerifiesAWholeCofferByItself()
{
    makeRunner(16);
    QString error;
    swapByItself(*m_runner, *m_reader, [&](const Error &e) { error = e.message; });

    m_runner->start();

    QVERIFY(m_finished->wait(60000));
    QCOMPARE(m_finished->at(0).at(0).toBool(), false);
    QCOMPARE(error, QString());
    QCOMPARE(m_runner->plan().count(Outcome::Verified), 17);
    for (const Node &node : m_cluster.nodes)
        QVERIFY2(holdsImage(cardPath(node.name), m_folder->path(), node), qPrintable(node.name));
    QVERIFY(m_reader->cards().isEmpty());
    QCOMPARE(done().size(), 17); // until the next one is begun
}

void BatchRunnerTest::tellsNodeAndStageOfAllProgress()
{
    makeRunner(1);
    swapByItself(*m_runner, *m_reader, [](const Error &) {});
    QSet<QString> seen;
    connect(m_runner.get(), &BatchRunner::progressed, this, [&](const ProgressEvent &event) {
        QCOMPARE(event.stage, QStringLiteral("batch"));
        seen += event.node + u' ' + event.phase;
    });

    m_runner->start();

    QVERIFY(m_finished->wait(30000));
    for (const char *expected : {"head write", "head verify", "node00 write", "node00 verify"})
        QVERIFY2(seen.contains(QLatin1String(expected)), expected);
}

/// Also when nobody has listened until all was done.
void BatchRunnerTest::tellsOnceThatACardIsReadBack()
{
    makeRunner(0);
    swapByItself(*m_runner, *m_reader, [](const Error &) {});
    int told = 0;
    connect(m_runner.get(), &BatchRunner::stepped, this, [&](const JournalStep &step) { told += step.kind == JournalStep::Kind::Verifying; });
    connect(m_runner.get(), &BatchRunner::progressed, this, [&] {
        for (const QDeadlineTimer end(20000); done().isEmpty() && !end.hasExpired();)
            QThread::yieldCurrentThread();
    });

    m_runner->start();

    QVERIFY(m_finished->wait(30000));
    QCOMPARE(told, 1);
    QList<JournalStep::Kind> recorded;
    const QList<JournalStep> steps = journal().steps(100).value_or(QList<JournalStep>());
    for (const JournalStep &step : steps)
        recorded += step.kind;
    using enum JournalStep::Kind;
    QCOMPARE(recorded, QList({Inserted, Started, Verifying, Verified, Removed}));
}

void BatchRunnerTest::takesACardThatIsAlreadyIn()
{
    makeRunner(0);
    QVERIFY(m_reader->insert(QStringLiteral("some")));
    m_runner->start();
    QTRY_VERIFY(in<AwaitingRemoval>());
    QVERIFY(in<AwaitingRemoval>()->outcome);
    QVERIFY(in<AwaitingRemoval>()->outcome->bytesWritten >= testImageSize);
    QCOMPARE(in<AwaitingRemoval>()->outcome->bytesVerified, testImageSize - markerSize);
    QCOMPARE(done(), QStringList(QStringLiteral("head")));
    QCOMPARE(m_finished->count(), 0);
    m_reader->remove();
    QVERIFY(m_finished->wait());
}

void BatchRunnerTest::finishesAnEmptyPlanFromTheEventLoop()
{
    m_runner = std::make_unique<BatchRunner>(Plan{}, *m_reader, imagesIn(m_folder->path()), journal());
    QSignalSpy finished(m_runner.get(), &BatchRunner::finished);
    m_runner->start();
    QCOMPARE(finished.count(), 0);
    QVERIFY(finished.wait());
    QCOMPARE(finished.at(0).at(0).toBool(), false);
}

void BatchRunnerTest::asksAgainWhenTheCardIsPulledInMidWrite()
{
    makeRunner(1);
    m_reader->isGated = true;
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    m_runner->start();
    QTRY_VERIFY(m_reader->isWaiting);

    Result<FlashReport> outcome;
    connect(m_runner.get(), &BatchRunner::stateChanged, this, [&](const BatchState &state) {
        if (const auto *removal = slotIn<AwaitingRemoval>(state))
            outcome = removal->outcome;
    });
    m_reader->remove();
    m_reader->gate.release();

    QTRY_VERIFY(!wanted().isEmpty());
    QCOMPARE(wanted(), QStringLiteral("head"));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, Errc::CardGone);
    QCOMPARE(m_runner->plan().entries[0].outcome, Outcome::Open);
    QCOMPARE(m_runner->plan().entries[0].message, outcome.error().message);
    QVERIFY(done().isEmpty());

    QVERIFY(m_reader->insert(QStringLiteral("head")));
    QTRY_VERIFY(in<AwaitingRemoval>());
    QVERIFY(in<AwaitingRemoval>()->outcome);
    QVERIFY(holdsImage(cardPath(QStringLiteral("head")), m_folder->path(), m_cluster.nodes[0]));
}

void BatchRunnerTest::asksAgainWhenTheImageIsDamaged()
{
    makeRunner(1);
    const QString image = imagePath(m_folder->path(), m_cluster.nodes[0]);
    const QByteArray good = *readFile(image);
    QByteArray bad = good;
    bad[700000] = char(~bad[700000]);
    QVERIFY(writeFile(image, bad));
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    m_runner->start();
    QTRY_VERIFY(in<AwaitingRemoval>());
    QVERIFY(!in<AwaitingRemoval>()->outcome);
    QCOMPARE(in<AwaitingRemoval>()->outcome.error().code, Errc::InvalidInput);
    QVERIFY(done().isEmpty());
    QVERIFY(journal().historyOf(m_reader->cards().first())->failed.isEmpty()); // it is not the card's fault

    QVERIFY(writeFile(image, good));
    m_reader->remove();
    QTRY_VERIFY(!wanted().isEmpty());
    QCOMPARE(wanted(), QStringLiteral("head"));
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    QTRY_VERIFY(in<AwaitingRemoval>());
    QVERIFY(in<AwaitingRemoval>()->outcome);
    QCOMPARE(done(), QStringList(QStringLiteral("head")));
}

void BatchRunnerTest::asksAgainWhenThereIsNoImage()
{
    makeRunner(0);
    QVERIFY(QFile::remove(imagePath(m_folder->path(), m_cluster.nodes[0])));
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    m_runner->start();
    QTRY_VERIFY(in<AwaitingRemoval>());
    QCOMPARE(in<AwaitingRemoval>()->outcome.error().code, Errc::NotFound);
    m_reader->remove();
    QTRY_VERIFY(!wanted().isEmpty());
}

void BatchRunnerTest::givesUpAFailedNodeWhenSwappingByItself()
{
    makeRunner(2);
    QVERIFY(QFile::remove(imagePath(m_folder->path(), m_cluster.nodes[1])));
    swapByItself(*m_runner, *m_reader, [](const Error &) {});
    m_runner->start();
    QVERIFY(m_finished->wait(30000));
    QCOMPARE(m_runner->plan().entries[0].outcome, Outcome::Verified);
    QCOMPARE(m_runner->plan().entries[1].outcome, Outcome::Failed);
    QVERIFY(!m_runner->plan().entries[1].message.isEmpty());
    QCOMPARE(m_runner->plan().entries[2].outcome, Outcome::Verified);
}

void BatchRunnerTest::stopsInMidWriteWhenCancelled()
{
    makeRunner(1);
    m_reader->isGated = true;
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    m_runner->start();
    QTRY_VERIFY(m_reader->isWaiting);

    QElapsedTimer clock;
    clock.start();
    m_runner->cancel();
    m_reader->gate.release();

    QVERIFY(m_finished->wait());
    QVERIFY(clock.elapsed() < 1000);
    QCOMPARE(m_finished->at(0).at(0).toBool(), true);
    QCOMPARE(m_runner->plan().entries[0].outcome, Outcome::Open);
    QVERIFY(done().isEmpty());
    QVERIFY(!holdsImage(cardPath(QStringLiteral("head")), m_folder->path(), m_cluster.nodes[0]));
}

void BatchRunnerTest::finishesAtOnceWhenCancelledWhileWaiting()
{
    makeRunner(1);
    m_runner->start();
    QTRY_VERIFY(!wanted().isEmpty());
    m_runner->cancel();
    QVERIFY(m_reader->insert(QStringLiteral("head"))); // too late
    QVERIFY(m_finished->wait());
    QCOMPARE(m_finished->at(0).at(0).toBool(), true);
    QCoreApplication::processEvents();
    QCOMPARE(m_finished->count(), 1);
    QVERIFY(!wanted().isEmpty());
}

void BatchRunnerTest::cancelsWhenNoCardCanBePutIn()
{
    makeRunner(1);
    QVERIFY(QDir().mkpath(cardPath(QStringLiteral("head")))); // a folder where the card's file should be
    QString error;
    swapByItself(*m_runner, *m_reader, [&](const Error &e) { error = e.message; });
    m_runner->start();
    QVERIFY(m_finished->wait());
    QCOMPARE(m_finished->at(0).at(0).toBool(), true);
    QVERIFY(error.contains(QLatin1String("head.card")));
}

void BatchRunnerTest::asksBeforeAStrangeCardIsWritten()
{
    makeRunner(0);
    m_reader->asks = true;
    m_runner->start();
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    QTRY_VERIFY(in<Confirming>());
    QCOMPARE(in<Confirming>()->verdict.contents, QStringLiteral("old photos"));

    m_runner->confirm(in<Confirming>()->card);
    QVERIFY(m_reader->insert(QStringLiteral("other"))); // between the word and its hearing
    QTRY_VERIFY(in<Confirming>() && in<Confirming>()->card.devNode == cardPath(QStringLiteral("other")));
    QCOMPARE(*readFile(cardPath(QStringLiteral("other"))), QByteArray(testCardSize, '\0'));

    m_runner->confirm(in<Confirming>()->card);
    QTRY_VERIFY(in<AwaitingRemoval>());
    QVERIFY(holdsImage(cardPath(QStringLiteral("other")), m_folder->path(), m_cluster.nodes[0]));
}

void BatchRunnerTest::leavesADeclinedCardAlone()
{
    makeRunner(0);
    m_reader->asks = true;
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    m_runner->start();
    QTRY_VERIFY(in<Confirming>());
    const Card declined = in<Confirming>()->card;

    m_runner->decline(declined);
    QTRY_VERIFY(!wanted().isEmpty());
    Q_EMIT m_reader->inserted(declined); // the source says it once more
    QCoreApplication::processEvents();
    QVERIFY(!wanted().isEmpty());
    QCOMPARE(*readFile(declined.devNode), QByteArray(testCardSize, '\0'));

    QVERIFY(m_reader->insert(QStringLiteral("head"))); // out and in again: a new question
    QTRY_VERIFY(in<Confirming>());
}

void BatchRunnerTest::putsASkippedNodeBehindAllOthersThenGivesItUp()
{
    makeRunner(2);
    m_runner->start();
    QTRY_VERIFY(!wanted().isEmpty());
    m_runner->skip(QStringLiteral("head"));
    QTRY_COMPARE(wanted(), QStringLiteral("node00"));
    m_runner->skip(QStringLiteral("node00"));
    QTRY_COMPARE(wanted(), QStringLiteral("node01"));
    m_runner->skip(QStringLiteral("node01"));
    QTRY_COMPARE(wanted(), QStringLiteral("head")); // all others had their turn
    QCOMPARE(m_runner->plan().count(Outcome::Skipped), 0);
    m_runner->skip(QStringLiteral("head"));
    QTRY_COMPARE(wanted(), QStringLiteral("node00"));
    QCOMPARE(m_runner->plan().count(Outcome::Skipped), 1);
}

void BatchRunnerTest::writesNothingWithoutItsJournal()
{
    makeRunner(0);
    m_reader->isGated = true;
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    {
        const FileSizeLimit full(QFileInfo(m_folder->filePath(QStringLiteral("journal"))).size());
        m_runner->start();
        QTRY_VERIFY(in<Confirming>()); // nothing is known of the card
        QVERIFY2(in<Confirming>()->verdict.question.contains(QLatin1String("journal")), qPrintable(in<Confirming>()->verdict.question));
        m_runner->confirm(in<Confirming>()->card);
        QTRY_VERIFY(in<AwaitingRemoval>());
    }
    QVERIFY(!in<AwaitingRemoval>()->outcome);
    QVERIFY(in<AwaitingRemoval>()->outcome.error().message.contains(QLatin1String("journal")));
    QVERIFY(!m_reader->isWaiting); // no write came to the gate
}

void BatchRunnerTest::callsNobodyOnceDestroyed()
{
    makeRunner(1);
    m_reader->isGated = true;
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    m_runner->start();
    QTRY_VERIFY(m_reader->isWaiting);
    int calls = 0;
    connect(m_runner.get(), &BatchRunner::stateChanged, this, [&] { ++calls; });
    connect(m_runner.get(), &BatchRunner::progressed, this, [&] { ++calls; });
    connect(m_runner.get(), &BatchRunner::finished, this, [&] { ++calls; });

    m_reader->gate.release();
    m_runner.reset(); // waits for the work

    m_reader->remove();
    settle();
    QCOMPARE(calls, 0);
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    QVERIFY(m_reader->open(m_reader->cards()[0], {})); // nobody holds the card any more
}

void BatchRunnerTest::mayBeDeletedByASlot()
{
    makeRunner(1);
    swapByItself(*m_runner, *m_reader, [](const Error &) {});
    bool isDeleted = false;
    connect(m_runner.get(), &BatchRunner::stateChanged, this, [&](const BatchState &state) {
        if (slotIn<AwaitingRemoval>(state)) {
            m_finished.reset();
            m_runner.reset();
            isDeleted = true;
        }
    });
    m_runner->start();
    QTRY_VERIFY(isDeleted);
    settle();
}

QTEST_GUILESS_MAIN(BatchRunnerTest)
#include "tst_batchrunner.moc"
