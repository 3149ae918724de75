// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/plan.h"
#include "support/batchkit.h"

#include <QTest>

using namespace coffer;

class PlanTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesTheNodesThatAreMeant_data();
    void namesTheNodesThatAreMeant();
    void refusesWhatMeansNothing_data();
    void refusesWhatMeansNothing();
};

void PlanTest::namesTheNodesThatAreMeant_data()
{
    QTest::addColumn<QString>("only");
    QTest::addColumn<QString>("names");
    QTest::newRow("all") << QString() << QStringLiteral("head node00 node01 node02 node03");
    QTest::newRow("head") << QStringLiteral("head") << QStringLiteral("head");
    QTest::newRow("an index") << QStringLiteral("2") << QStringLiteral("node02");
    QTest::newRow("a name") << QStringLiteral("node02") << QStringLiteral("node02");
    QTest::newRow("a range") << QStringLiteral("1-3") << QStringLiteral("node01 node02 node03");
    QTest::newRow("a range of one") << QStringLiteral("1-1") << QStringLiteral("node01");
    QTest::newRow("all kinds, in the cluster's order") << QStringLiteral("3, 0-1 ,head") << QStringLiteral("head node00 node01 node03");
    QTest::newRow("twice") << QStringLiteral("1,0-2,node01") << QStringLiteral("node00 node01 node02");
}

void PlanTest::namesTheNodesThatAreMeant()
{
    QFETCH(QString, only);
    QFETCH(QString, names);
    const Result<Plan> plan = makePlan(makeCluster(4), only);
    QVERIFY2(plan, plan ? "" : qPrintable(plan.error().message));
    QStringList found;
    for (const Plan::Entry &entry : plan->entries) {
        found += entry.node.name;
        QCOMPARE(entry.outcome, Outcome::Open);
    }
    QCOMPARE(found.join(u' '), names);
}

void PlanTest::refusesWhatMeansNothing_data()
{
    QTest::addColumn<QString>("only");
    QTest::addColumn<QString>("words");
    const QString there = QStringLiteral("there are head and node00 to node03");
    QTest::newRow("unknown index") << QStringLiteral("4") << there;
    QTest::newRow("unknown name") << QStringLiteral("tail") << there;
    QTest::newRow("range too far") << QStringLiteral("2-9999") << QStringLiteral("no node \"4\"");
    QTest::newRow("range backwards") << QStringLiteral("3-1") << QStringLiteral("write 1-3");
    QTest::newRow("nothing between") << QStringLiteral("head,,3") << QStringLiteral("nothing between two commas");
    QTest::newRow("comma at the end") << QStringLiteral("head,") << QStringLiteral("nothing between two commas");
    QTest::newRow("blank") << QStringLiteral(" ") << QStringLiteral("nothing between two commas");
    QTest::newRow("negative") << QStringLiteral("-1") << there;
    QTest::newRow("half a range") << QStringLiteral("1-") << there;
    QTest::newRow("huge") << QStringLiteral("99999999999999999999") << there;
}

void PlanTest::refusesWhatMeansNothing()
{
    QFETCH(QString, only);
    QFETCH(QString, words);
    const Result<Plan> plan = makePlan(makeCluster(4), only);
    QVERIFY(!plan);
    QCOMPARE(plan.error().code, Errc::Usage);
    QVERIFY2(plan.error().message.contains(words), qPrintable(plan.error().message));
}

QTEST_GUILESS_MAIN(PlanTest)
#include "tst_plan.moc"
