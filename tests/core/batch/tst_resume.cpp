// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/resume.h"

#include "support/batchkit.h"
#include "support/slots.h"
#include "core/batch/autoswap.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdio>

#include <sys/prctl.h>

using namespace coffer;

namespace {

constexpr int nodeCount = 8;

/// What a program does that runs a batch on the virtual reader in `folder`, resuming it.
struct Session
{
    explicit Session(const QString &folder)
        : cluster(makeCluster(nodeCount)), reader(folder + QStringLiteral("/cards"), testCardSize), plan(*makePlan(cluster))
    {
        Result<Journal> journal = Journal::open(folder + QStringLiteral("/journal"), QStringLiteral("c16"));
        Progress progress;
        const auto isThere = [&](const Node &node) { return QFile::exists(reader.cardPath(node.name)); };
        resumed = *resumePlan(plan, *journal, imagesIn(folder), isThere, progress);
        if (!plan.nextOpen())
            plan = planAnew(plan);
        if (!beginBatch(*journal, plan))
            qFatal("The journal cannot be written.");
        runner = std::make_unique<BatchRunner>(plan, reader, imagesIn(folder), std::move(*journal));
        swapByItself(*runner, reader, [](const Error &error) { qFatal("%s", qPrintable(error.message)); });
        QObject::connect(runner.get(), &BatchRunner::stepped, runner.get(), [this](const JournalStep &step) {
            if (step.kind == JournalStep::Kind::Started)
                written += step.node;
        });
    }

    Cluster cluster;
    VirtualReader reader;
    Plan plan;
    int resumed = 0;
    QStringList written;
    std::unique_ptr<BatchRunner> runner;
};

/// The other side of the test: a batch that tells of each verified card, until it is killed.
int runBatch(const QString &folder)
{
    Session session(folder);
    QObject::connect(session.runner.get(), &BatchRunner::stateChanged, session.runner.get(), [](const BatchState &state) {
        if (slotIn<AwaitingRemoval>(state)) {
            std::puts("card");
            std::fflush(stdout);
        }
    });
    QObject::connect(session.runner.get(), &BatchRunner::finished, qApp, &QCoreApplication::quit);
    session.runner->start();
    return QCoreApplication::exec();
}

} // namespace

class ResumeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void goesOnWhereItWasKilled();
    void remembersABatchUntilTheNextIsBegun();
    void goesOnWithNodesThatWereGivenUp();
    void keepsWhatOtherNodesHave();
    void opensAgainWhatHasAnotherImageSince();
    void knowsWhatWasNotReadBack();
    void writesAgainWhatHasAnotherImage();
    void writesAgainWhatIsNoLongerThere();
    void stopsWhenCancelled();
    void tellsImagesApart();

private:
    void runToItsEnd(Session &session);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void ResumeTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    for (const Node &node : makeCluster(nodeCount).nodes)
        QVERIFY(makeImage(m_folder->path(), node));
}

void ResumeTest::runToItsEnd(Session &session)
{
    QSignalSpy finished(session.runner.get(), &BatchRunner::finished);
    session.runner->start();
    QVERIFY(finished.wait(60000));
    QCOMPARE(session.runner->plan().count(Outcome::Verified), nodeCount + 1);
}

void ResumeTest::goesOnWhereItWasKilled()
{
    QProcess batch;
    batch.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); }); // never outlives the test
    batch.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--run-batch"), m_folder->path()});
    for (int cards = 0; cards < 3;) {
        QVERIFY(batch.waitForReadyRead(30000));
        cards += int(batch.readAllStandardOutput().count("card"));
    }
    batch.kill(); // SIGKILL, in the middle of some node
    QVERIFY(batch.waitForFinished());
    QCOMPARE(batch.exitStatus(), QProcess::CrashExit);

    Session session(m_folder->path());
    QVERIFY2(session.resumed >= 3 && session.resumed <= nodeCount, qPrintable(QString::number(session.resumed)));
    runToItsEnd(session);

    QCOMPARE(session.written.size(), nodeCount + 1 - session.resumed);
    for (int i = 0; i < session.resumed; ++i)
        QVERIFY(!session.written.contains(session.cluster.nodes[i].name));
    for (const Node &node : session.cluster.nodes)
        QVERIFY(holdsImage(session.reader.cardPath(node.name), m_folder->path(), node));
}

void ResumeTest::remembersABatchUntilTheNextIsBegun()
{
    for (int round = 0; round < 2; ++round) {
        Session session(m_folder->path());
        QCOMPARE(session.resumed, round * (nodeCount + 1));
        runToItsEnd(session);
        QCOMPARE(session.written.size(), nodeCount + 1);
    }
}

void ResumeTest::goesOnWithNodesThatWereGivenUp()
{
    {
        Session session(m_folder->path());
        session.runner->skip(QStringLiteral("node03"));
        session.runner->skip(QStringLiteral("node03"));
        QSignalSpy finished(session.runner.get(), &BatchRunner::finished);
        session.runner->start();
        QVERIFY(finished.wait(60000));
        QCOMPARE(session.runner->plan().count(Outcome::Skipped), 1);
    }
    Session session(m_folder->path());
    QCOMPARE(session.resumed, nodeCount);
    runToItsEnd(session);
    QCOMPARE(session.written, QStringList(QStringLiteral("node03")));
}

/// Some nodes alone, while others of the batch are done: it is the same batch.
void ResumeTest::keepsWhatOtherNodesHave()
{
    const Journal journal = *Journal::open(m_folder->filePath(QStringLiteral("journal")), QStringLiteral("c16"));
    const Cluster cluster = makeCluster(nodeCount);
    for (int i : {0, 1})
        QVERIFY(journal.record(verifiedStep(cluster.nodes[i], QStringLiteral("any"))));
    QVERIFY(beginBatch(journal, *makePlan(cluster, QStringLiteral("5"))));
    QCOMPARE(journal.doneCards()->size(), 2);
    QVERIFY(beginBatch(journal, *makePlan(cluster, QStringLiteral("head,0-5"))));
    QVERIFY(journal.doneCards()->isEmpty());
}

void ResumeTest::opensAgainWhatHasAnotherImageSince()
{
    const Journal journal = *Journal::open(m_folder->filePath(QStringLiteral("journal")), QStringLiteral("c16"));
    const Cluster cluster = makeCluster(nodeCount);
    for (int i : {0, 1})
        QVERIFY(journal.record(verifiedStep(cluster.nodes[i], imageId(*openImageSource(imagePath(m_folder->path(), cluster.nodes[i]))))));
    Plan plan = *makePlan(cluster);
    Progress progress;
    const auto isThere = [](const Node &) { return true; };
    QCOMPARE(*resumePlan(plan, journal, imagesIn(m_folder->path()), isThere, progress), 2);
    QVERIFY(makeImage(m_folder->path(), cluster.nodes[1], 99));
    QVERIFY(reopenStale(plan, journal, imagesIn(m_folder->path()), isThere, progress));
    QCOMPARE(plan.entries[0].outcome, Outcome::Verified);
    QCOMPARE(plan.entries[1].outcome, Outcome::Open);
}

void ResumeTest::knowsWhatWasNotReadBack()
{
    const Journal journal = *Journal::open(m_folder->filePath(QStringLiteral("journal")), QStringLiteral("c16"));
    const Cluster cluster = makeCluster(nodeCount);
    JournalStep step = verifiedStep(cluster.head(), imageId(*openImageSource(imagePath(m_folder->path(), cluster.head()))));
    step.kind = JournalStep::Kind::Written;
    QVERIFY(journal.record(step));
    Plan plan = *makePlan(cluster);
    Progress progress;
    QCOMPARE(*resumePlan(plan, journal, imagesIn(m_folder->path()), [](const Node &) { return true; }, progress), 1);
    QCOMPARE(plan.countUnread(), 1);
}

void ResumeTest::writesAgainWhatHasAnotherImage()
{
    Result<Journal> journal = Journal::open(m_folder->filePath(QStringLiteral("journal")), QStringLiteral("c16"));
    const Cluster cluster = makeCluster(nodeCount);
    for (int i : {0, 1}) {
        const Result<ImageSource> image = openImageSource(imagePath(m_folder->path(), cluster.nodes[i]));
        QVERIFY(journal->record(verifiedStep(cluster.nodes[i], imageId(*image))));
    }
    QVERIFY(makeImage(m_folder->path(), cluster.nodes[1], 99));

    Plan plan = *makePlan(cluster);
    Progress progress;
    QCOMPARE(*resumePlan(plan, *journal, imagesIn(m_folder->path()), [](const Node &) { return true; }, progress), 1);
    QCOMPARE(plan.entries[0].outcome, Outcome::Verified);
    QCOMPARE(plan.entries[1].outcome, Outcome::Open);
    QCOMPARE(plan.entries[2].outcome, Outcome::Open);
}

void ResumeTest::writesAgainWhatIsNoLongerThere()
{
    Result<Journal> journal = Journal::open(m_folder->filePath(QStringLiteral("journal")), QStringLiteral("c16"));
    const Cluster cluster = makeCluster(nodeCount);
    const Result<ImageSource> image = openImageSource(imagePath(m_folder->path(), cluster.head()));
    QVERIFY(journal->record(verifiedStep(cluster.head(), imageId(*image))));
    Plan plan = *makePlan(cluster);
    Progress progress;
    QCOMPARE(*resumePlan(plan, *journal, imagesIn(m_folder->path()), [](const Node &) { return false; }, progress), 0);
    QCOMPARE(plan.count(Outcome::Open), nodeCount + 1);
}

void ResumeTest::stopsWhenCancelled()
{
    Result<Journal> journal = Journal::open(m_folder->filePath(QStringLiteral("journal")), QStringLiteral("c16"));
    const Cluster cluster = makeCluster(nodeCount);
    QVERIFY(journal->record(verifiedStep(cluster.head(), QStringLiteral("any"))));
    CancelToken cancel;
    cancel.cancel();
    Progress progress({}, cancel);
    Plan plan = *makePlan(cluster);
    QCOMPARE(resumePlan(plan, *journal, imagesIn(m_folder->path()), [](const Node &) { return true; }, progress).error().code, Errc::Cancelled);
}

void ResumeTest::tellsImagesApart()
{
    const Cluster cluster = makeCluster(1);
    const QString path = imagePath(m_folder->path(), cluster.head());
    const QString head = imageId(*openImageSource(path));
    QCOMPARE(head.size(), 64);
    QCOMPARE(imageId(*openImageSource(path)), head);
    QVERIFY(imageId(*openImageSource(imagePath(m_folder->path(), cluster.nodes[1]))) != head);

    // Without checksums the file itself has to be the same.
    const QString whole = imageId(*openImageSource(path, {}, true));
    const QString other = imageId(*openImageSource(imagePath(m_folder->path(), cluster.nodes[1]), {}, true));
    QVERIFY(whole != head);
    QVERIFY(whole != other);
    QCOMPARE(imageId(*openImageSource(path, {}, true)), whole);
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    if (app.arguments().size() == 3 && app.arguments().at(1) == QLatin1String("--run-batch"))
        return runBatch(app.arguments().at(2));
    ResumeTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_resume.moc"
