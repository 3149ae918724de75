// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/journal.h"

#include "support/batchkit.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdio>
#include <memory>
#include <vector>

#include <sys/prctl.h>

using namespace coffer;

using Kind = JournalStep::Kind;

namespace {

/// The other side of the tests: a program that records steps for `cluster` and tells of each when it is on record.
int writeSteps(const QString &path, const QString &cluster, int count)
{
    const Result<Journal> journal = Journal::open(path, cluster);
    if (!journal) {
        std::fprintf(stderr, "%s\n", qPrintable(journal.error().message));
        return 1;
    }
    for (int i = 0; i < count; ++i) {
        JournalStep step = {Kind::Verified, QDateTime::currentDateTimeUtc(), QStringLiteral("node%1").arg(i)};
        step.marker = ofImage(QStringLiteral("image"));
        step.report = FlashReport{};
        if (const Status recorded = journal->record(step); !recorded) {
            std::fprintf(stderr, "%s\n", qPrintable(recorded.error().message));
            return 1;
        }
        std::printf("%d\n", i);
        std::fflush(stdout);
    }
    return 0;
}

} // namespace

/// The journal between programs that start, write and die as they like.
class JournalProgramsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void takesStepsFromManyProgramsThatMakeItAtOnce();
    void keepsWhatAKilledProgramWasTold();
    void keepsWhatWasToldThroughManyKills();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("data/journal.sqlite")); }
    std::unique_ptr<QProcess> startWriter(const QString &cluster, int count) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

std::unique_ptr<QProcess> JournalProgramsTest::startWriter(const QString &cluster, int count) const
{
    auto writer = std::make_unique<QProcess>();
    writer->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); }); // never outlives the test
    writer->start(QCoreApplication::applicationFilePath(), {QStringLiteral("--write"), path(), cluster, QString::number(count)});
    return writer;
}

void JournalProgramsTest::takesStepsFromManyProgramsThatMakeItAtOnce()
{
    constexpr int programs = 6, steps = 15;
    for (int round = 0; round < 5; ++round) {
        init(); // no file yet: all find it missing
        std::vector<std::unique_ptr<QProcess>> writers;
        for (int i = 0; i < programs; ++i)
            writers.push_back(startWriter(QStringLiteral("cluster%1").arg(i % 2), steps));
        for (const auto &writer : writers) {
            QVERIFY(writer->waitForFinished(60000));
            QVERIFY2(writer->exitStatus() == QProcess::NormalExit && writer->exitCode() == 0, writer->readAllStandardError().constData());
        }
        const Result<QList<JournalStep>> all = Journal::open(path(), {})->steps(1000);
        QVERIFY(all);
        QCOMPARE(all->size(), programs * steps);
        QCOMPARE(std::ranges::count(*all, QStringLiteral("cluster1"), &JournalStep::cluster), programs / 2 * steps);
        QSet<qint64> batches;
        for (const JournalStep &step : *all)
            batches += step.batch;
        QCOMPARE(batches.size(), 2); // one a cluster
    }
}

void JournalProgramsTest::keepsWhatAKilledProgramWasTold()
{
    const auto writer = startWriter(QStringLiteral("c16"), 1'000'000);
    QByteArray told;
    while (told.count('\n') < 40) {
        QVERIFY2(writer->waitForReadyRead(30000), writer->readAllStandardError().constData());
        told += writer->readAllStandardOutput();
    }
    writer->kill(); // SIGKILL
    QVERIFY(writer->waitForFinished());
    told += writer->readAllStandardOutput();

    const qsizetype count = told.count('\n');
    const Result<Journal> journal = Journal::open(path(), QStringLiteral("c16"));
    QVERIFY(journal);
    const qsizetype kept = journal->doneCards()->size();
    QVERIFY2(kept == count || kept == count + 1, qPrintable(QStringLiteral("%1 told, %2 kept").arg(count).arg(kept)));
    QVERIFY(journal->record({Kind::Started, QDateTime::currentDateTimeUtc(), QStringLiteral("node0")})); // no lock is left
    QCOMPARE(journal->doneCards()->size(), kept - 1);
}

void JournalProgramsTest::keepsWhatWasToldThroughManyKills()
{
    qsizetype told = 0;
    for (int round = 0; round < 8; ++round) {
        const auto writer = startWriter(QStringLiteral("c16"), 1'000'000);
        const auto steady = startWriter(QStringLiteral("lab2"), 5); // another one works meanwhile
        QVERIFY(writer->waitForReadyRead(30000));
        writer->kill();
        QVERIFY(writer->waitForFinished());
        told += writer->readAllStandardOutput().count('\n');
        QVERIFY(steady->waitForFinished(60000));
        QVERIFY2(steady->exitCode() == 0, steady->readAllStandardError().constData());
    }
    const Result<QList<JournalStep>> steps = Journal::open(path(), {})->steps(100'000);
    QVERIFY(steps);
    const auto kept = std::ranges::count(*steps, QStringLiteral("c16"), &JournalStep::cluster);
    QVERIFY2(kept >= told && kept <= told + 8, qPrintable(QStringLiteral("%1 told, %2 kept").arg(told).arg(kept)));
    QCOMPARE(std::ranges::count(*steps, QStringLiteral("lab2"), &JournalStep::cluster), 40);
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QStringList words = app.arguments();
    if (words.size() == 5 && words.at(1) == QLatin1String("--write"))
        return writeSteps(words.at(2), words.at(3), words.at(4).toInt());
    JournalProgramsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_journalprograms.moc"
