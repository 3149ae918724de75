// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/cluster/tst_clusterlab.h"

#include <QCoreApplication>
#include <QDir>

namespace coffer {
namespace {

constexpr int nodeCount = 2;
/// Functions after which the cluster is up; the others need it.
const QByteArrayList untilItIsUp{"theHeadStartsWithTrashOnItsEmmc", "itsRootHasGrownToTheCard", "theHeadTakesTheComputeRoot", "theNodesStartFromTheHead"};

} // namespace

void ClusterLab::initTestCase()
{
    QVERIFY(m_work.isValid());
    m_clock.start();
    m_images.folder = QStringLiteral(LAB_FOLDER);
    const Result<Cluster> plan = m_images.build(nodeCount, QStringLiteral(LAB_CACHE));
    MUST(plan);
    m_plan = *plan;
    qInfo("images: %lld s", m_clock.restart() / 1000);
    MUST(m_images.flashCards(m_plan));
    qInfo("cards: %lld s", m_clock.restart() / 1000);

    ClusterPlan cluster;
    cluster.cluster = m_plan;
    cluster.nodes = nodeCount;
    cluster.images = m_images.images();
    cluster.keys = m_images.keys();
    cluster.cards = m_images.cards();
    cluster.work = m_work.path();
    cluster.consoles = m_images.folder + QStringLiteral("/consoles");
    auto made = EmulatedCluster::create(cluster);
    MUST(made);
    m_cluster = std::move(*made);
}

void ClusterLab::init()
{
    QVERIFY(m_cluster); // else nothing can be tried
    QVERIFY2(m_isUp || untilItIsUp.contains(QTest::currentTestFunction()), "the cluster is not up");
    m_clock.start();
}

void ClusterLab::cleanup()
{
    qInfo("%lld s", m_clock.elapsed() / 1000);
    if (!QTest::currentTestFailed() || !m_cluster)
        return;
    m_hasFailed = true;
    for (EmulatedBoard *machine : m_cluster->machines())
        qInfo("The console of %s ends with:\n%s", qPrintable(machine->name()), qPrintable(machine->console().lastLines()));
}

void ClusterLab::cleanupTestCase()
{
    m_cluster.reset();
    if (!m_hasFailed)
        QDir(m_images.cards()).removeRecursively(); // gigabytes, and quickly made again
}

Result<QString> ClusterLab::runAsCc(const EmulatedBoard &machine, const QString &line, const QByteArray &input) const
{
    QString quoted = line;
    quoted.replace(u'\'', QStringLiteral("'\\''"));
    return m_cluster->run(machine, QStringLiteral("su cc -c '%1'").arg(quoted), input);
}

} // namespace coffer

int main(int argc, char **argv)
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "3600000"); // the images are built in the first of them
    QCoreApplication app(argc, argv);
    coffer::ClusterLab lab;
    return QTest::qExec(&lab, argc, argv);
}
