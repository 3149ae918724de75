// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/planmodel.h"

#include "plans.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace coffer;

Q_DECLARE_METATYPE(coffer::BatchState)

class PlanModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void standsAsTheBatchHasIt_data();
    void standsAsTheBatchHasIt();
    void tellsNameStandingAndReason();
    void keepsTheRulesOfModels();
    void tellsOnlyOfRowsThatChanged();
    void resetsForAnotherListOfNodes();
};

void PlanModelTest::standsAsTheBatchHasIt_data()
{
    QTest::addColumn<int>("outcome");
    QTest::addColumn<BatchState>("state");
    QTest::addColumn<int>("standing");
    const Plan plan = makeOpenPlan(1);
    const Node node = plan.entries[1].node;
    const Node other = plan.entries[0].node;
    const Card card = makeCard();
    const auto failed = Result<FlashReport>(fail(Errc::Failed, QStringLiteral("No.")));
    const auto row = [](const char *name, Outcome outcome, const BatchState &state, Standing standing) {
        QTest::newRow(name) << int(outcome) << state << int(standing);
    };
    row("not yet", Outcome::Open, AwaitingCard{other}, Standing::Open);
    row("its card is asked for", Outcome::Open, AwaitingCard{node}, Standing::InWork);
    row("its card is asked about", Outcome::Open, Confirming{node, card, {}}, Standing::InWork);
    row("it is written", Outcome::Open, Flashing{node, card}, Standing::InWork);
    row("its card is good", Outcome::Verified, AwaitingRemoval{node, card, FlashReport{}}, Standing::Verified);
    row("its card is bad", Outcome::Open, AwaitingRemoval{node, card, failed}, Standing::Failed);
    row("it is given up", Outcome::Failed, AwaitingRemoval{node, card, failed}, Standing::Failed);
    row("it is left out", Outcome::Skipped, AwaitingCard{other}, Standing::Skipped);
    row("it was verified", Outcome::Verified, Finished{}, Standing::Verified);
    row("it never had its turn", Outcome::Open, Finished{}, Standing::Open);
}

void PlanModelTest::standsAsTheBatchHasIt()
{
    QFETCH(int, outcome);
    QFETCH(BatchState, state);
    Plan plan = makeOpenPlan(1);
    plan.entries[1].outcome = Outcome(outcome);
    PlanModel model;
    model.setPlan(plan, state);
    QTEST(model.index(1).data(PlanModel::StandingRole).toInt(), "standing");
}

void PlanModelTest::tellsNameStandingAndReason()
{
    Plan plan = makeOpenPlan(1);
    plan.entries[1].outcome = Outcome::Failed;
    plan.entries[1].message = QStringLiteral("The card is damaged.");
    PlanModel model;
    model.setPlan(plan, Finished{});

    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("head"));
    QCOMPARE(model.index(0).data(PlanModel::IsHeadRole).toBool(), true);
    QVERIFY(!model.index(0).data(Qt::ToolTipRole).isValid());
    QCOMPARE(model.index(1).data(PlanModel::IsHeadRole).toBool(), false);
    QCOMPARE(model.index(1).data(Qt::AccessibleTextRole).toString(), QStringLiteral("node00: failed"));
    QCOMPARE(model.index(1).data(Qt::ToolTipRole).toString(), QStringLiteral("The card is damaged."));
}

void PlanModelTest::keepsTheRulesOfModels()
{
    PlanModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Plan plan = makeOpenPlan(16);
    model.setPlan(plan, AwaitingCard{plan.entries[0].node});
    plan.entries[0].outcome = Outcome::Verified;
    model.setPlan(plan, AwaitingCard{plan.entries[1].node});
    model.setPlan(makeOpenPlan(4), Finished{});
    model.setPlan({}, Finished{});
    QCOMPARE(model.rowCount(), 0);
}

void PlanModelTest::tellsOnlyOfRowsThatChanged()
{
    PlanModel model;
    Plan plan = makeOpenPlan(16);
    model.setPlan(plan, AwaitingCard{plan.entries[3].node});
    QSignalSpy changed(&model, &PlanModel::dataChanged);
    QSignalSpy reset(&model, &PlanModel::modelReset);

    model.setPlan(plan, AwaitingCard{plan.entries[3].node});
    QCOMPARE(changed.count(), 0);

    plan.entries[3].outcome = Outcome::Skipped;
    model.setPlan(plan, AwaitingCard{plan.entries[4].node});
    QCOMPARE(changed.count(), 2);
    QCOMPARE(changed[0][0].toModelIndex().row(), 3);
    QCOMPARE(changed[1][0].toModelIndex().row(), 4);
    QCOMPARE(reset.count(), 0);
}

void PlanModelTest::resetsForAnotherListOfNodes()
{
    PlanModel model;
    model.setPlan(makeOpenPlan(4), Finished{});
    QSignalSpy reset(&model, &PlanModel::modelReset);
    model.setPlan(makeOpenPlan(5), Finished{});
    QCOMPARE(reset.count(), 1);
    QCOMPARE(model.rowCount(), 6);
}

QTEST_GUILESS_MAIN(PlanModelTest)
#include "tst_planmodel.moc"
