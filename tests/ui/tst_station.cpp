// SPDX-License-Identifier: GPL-3.0-or-later
#include "station/batchmaker.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

class StationTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void plansWhatTheCommandLineNames();
    void tellsThatTheImagesAreNotBuilt();
    void tellsThatANodesImageCannotBeMade();
    void refusesAWrongCommandLine();
    void tellsItsVersion();

private:
    int run(const QStringList &arguments);

    std::unique_ptr<QTemporaryDir> m_folder;
    Readers m_readers;
    Paths m_paths;
    Result<Cluster> m_cluster;
    QByteArray m_output;
};

void StationTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_paths.boards = QStringLiteral(COFFER_SOURCE_DIR "/boards");
    m_paths.output = m_folder->filePath(QStringLiteral("images"));
    m_cluster = loadCluster(m_paths.boards);
    QVERIFY2(m_cluster, m_cluster ? "" : qPrintable(m_cluster.error().message));
    Result<Readers> readers = openReaders({m_folder->filePath(QStringLiteral("cards"))}, *m_cluster, m_paths, {});
    QVERIFY2(readers, readers ? "" : qPrintable(readers.error().message));
    m_readers = std::move(*readers);
}

int StationTest::run(const QStringList &arguments)
{
    QProcess station;
    station.setProcessChannelMode(QProcess::MergedChannels);
    station.start(QStringLiteral(STATION), arguments);
    if (!station.waitForFinished())
        return -1;
    m_output = station.readAll();
    return station.exitStatus() == QProcess::NormalExit ? station.exitCode() : -1;
}

void StationTest::plansWhatTheCommandLineNames()
{
    const Result<Plan> all = planOn(m_readers, *m_cluster, m_paths, {});
    QVERIFY(all);
    QCOMPARE(all->entries.size(), m_cluster->nodes.size());
    QCOMPARE(all->count(Outcome::Open), int(m_cluster->nodes.size()));

    const Result<Plan> one = planOn(m_readers, *m_cluster, m_paths, QStringLiteral("head"));
    QVERIFY(one);
    QCOMPARE(one->entries.size(), 1);

    const Result<Plan> none = planOn(m_readers, *m_cluster, m_paths, QStringLiteral("nobody"));
    QVERIFY(!none);
    QCOMPARE(none.error().code, Errc::Usage);
}

void StationTest::tellsThatTheImagesAreNotBuilt()
{
    const Result<Plan> plan = planOn(m_readers, *m_cluster, m_paths, {});
    QVERIFY(plan);
    Progress progress;
    const auto batch = batchMaker(m_readers, *m_cluster, m_paths)(*plan, progress);
    QVERIFY(!batch);
    QCOMPARE(batch.error().code, Errc::NotFound);
    QVERIFY(batch.error().message.contains(QLatin1String("coffer build all")));
}

void StationTest::tellsThatANodesImageCannotBeMade()
{
    const Result<Plan> plan = planOn(m_readers, *m_cluster, m_paths, QStringLiteral("0"));
    QVERIFY(plan);
    Progress progress;
    const auto batch = batchMaker(m_readers, *m_cluster, m_paths)(*plan, progress);
    QVERIFY(!batch);
    QVERIFY2(batch.error().message.contains(QLatin1String("coffer build")), qPrintable(batch.error().message));
}

void StationTest::refusesAWrongCommandLine()
{
    QCOMPARE(run({QStringLiteral("--no-such-option")}), 2);
    QVERIFY2(m_output.contains("no-such-option"), m_output.constData());
    QCOMPARE(run({QStringLiteral("surplus")}), 2);
    QVERIFY2(m_output.contains("surplus"), m_output.constData());
}

void StationTest::tellsItsVersion()
{
    QCOMPARE(run({QStringLiteral("--version")}), 0);
    QVERIFY2(m_output.contains("coffer-station "), m_output.constData());
    QCOMPARE(run({QStringLiteral("--help")}), 0);
    QVERIFY2(m_output.contains("--auto-swap"), m_output.constData());
}

QTEST_GUILESS_MAIN(StationTest)
#include "tst_station.moc"
