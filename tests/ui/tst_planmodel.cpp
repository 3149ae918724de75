// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/planmodel.h"

#include "plans.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace coffer;

namespace {

ProgressEvent progress(const QString &phase, qint64 done, const QString &node = QStringLiteral("head"))
{
    ProgressEvent event;
    event.node = node;
    event.phase = phase;
    event.done = done;
    event.total = 100;
    event.rate = 42e6;
    event.secondsLeft = 75;
    return event;
}

QString words(const PlanModel &model, int row = 0)
{
    return model.index(row).data(Qt::AccessibleTextRole).toString();
}

const FlashReport readBack = {.bytesVerified = 1 << 20};

/// The head's card on its way, up to a moment.
struct Course
{
    BatchState state = start(makeOpenPlan(2));

    Course &on(const BatchEvent &event)
    {
        state = next(state, event);
        return *this;
    }
    Course &inserted() { return on(CardInserted{makeCard()}); }
    Course &begun() { return inserted().on(CardChecked{makeCard(), {}}); }
    Course &reached(FlashPhase phase) { return begun().on(PhaseReached{makeCard(), phase}); }
    Course &failed() { return begun().on(WorkDone{makeCard(), fail(Errc::Failed, QStringLiteral("The card is damaged."))}); }
    Course &removed() { return on(CardRemoved{makeCard()}); }
    Course &skipped() { return on(SkipNode{QStringLiteral("head")}); }
};

} // namespace

Q_DECLARE_METATYPE(coffer::BatchState)

class PlanModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void standsAsTheBatchHasIt_data();
    void standsAsTheBatchHasIt();
    void tellsNameCardAndReason();
    void tellsHowFarACardIs();
    void tellsNothingOfWhatIsNoCardsProgress();
    void forgetsTheProgressOfACardThatIsDone();
    void keepsTheRulesOfModels();
    void tellsOnlyOfRowsThatChanged();
    void doesNotTellOfProgressThatLooksTheSame();
    void resetsForAnotherListOfNodes();
};

void PlanModelTest::standsAsTheBatchHasIt_data()
{
    QTest::addColumn<BatchState>("state");
    QTest::addColumn<int>("standing");
    const auto row = [](const char *name, const Course &course, Standing standing) { QTest::newRow(name) << course.state << int(standing); };
    row("its card is asked for", Course(), Standing::Next);
    row("another's card is asked for", Course().on(PickNode{QStringLiteral("node01")}), Standing::Open);
    row("skipped once", Course().skipped(), Standing::Later);
    row("it is looked at", Course().inserted(), Standing::Checking);
    row("it is asked about", Course().inserted().on(CardChecked{makeCard(), {{}, QStringLiteral("Sure?"), {}}}), Standing::Asking);
    row("its image is made", Course().begun(), Standing::Preparing);
    row("it is written", Course().reached(FlashPhase::Writing), Standing::Writing);
    row("it is read back", Course().reached(FlashPhase::Verifying), Standing::Verifying);
    row("its card is good", Course().begun().on(WorkDone{makeCard(), readBack}), Standing::Verified);
    row("its card was not read back", Course().begun().on(WorkDone{makeCard(), FlashReport{}}), Standing::Written);
    row("its good card is out", Course().begun().on(WorkDone{makeCard(), readBack}).removed(), Standing::Verified);
    row("its card is bad", Course().failed(), Standing::Failed);
    row("its bad card is out", Course().failed().removed(), Standing::Next);
    row("put off after it failed", Course().failed().removed().skipped(), Standing::Later);
    row("given up", Course().failed().removed().skipped().skipped(), Standing::GivenUp);
    row("given up, the card still in", Course().failed().skipped().skipped(), Standing::GivenUp);
    row("left out", Course().skipped().skipped(), Standing::Skipped);
}

void PlanModelTest::standsAsTheBatchHasIt()
{
    QFETCH(BatchState, state);
    PlanModel model;
    model.setState(state);
    QTEST(model.index(0).data(PlanModel::StandingRole).toInt(), "standing");
}

void PlanModelTest::tellsNameCardAndReason()
{
    PlanModel model;
    model.setState(Course().failed().state);

    QCOMPARE(model.rowCount(), 3);
    const QModelIndex head = model.index(0);
    QCOMPARE(head.data().toString(), QStringLiteral("head"));
    QCOMPARE(head.data(PlanModel::IsHeadRole).toBool(), true);
    QCOMPARE(head.data(PlanModel::SlotRole).toString(), makeCard().slot);
    QCOMPARE(head.data(PlanModel::TriesRole).toInt(), 1);
    QCOMPARE(head.data(PlanModel::MessageRole).toString(), QStringLiteral("The card is damaged."));
    QCOMPARE(words(model), QStringLiteral("head: failed"));
    QCOMPARE(head.data(Qt::ToolTipRole).toString(), QStringLiteral("head: failed\nReader 1, slot 2\nThe card is damaged."));
    QCOMPARE(model.index(2).data(PlanModel::IsHeadRole).toBool(), false);
    QCOMPARE(model.index(2).data(PlanModel::IndexRole).toInt(), 1);
    QCOMPARE(model.index(2).data(PlanModel::SlotRole).toString(), QString());
}

void PlanModelTest::tellsHowFarACardIs()
{
    Course course;
    PlanModel model;
    model.setState(course.reached(FlashPhase::Writing).state);
    const QModelIndex head = model.index(0);
    QCOMPARE(words(model), QStringLiteral("head: writing"));
    QVERIFY(head.data(PlanModel::ShareRole).toDouble() < 0);

    model.noteProgress(progress(QStringLiteral("write"), 43));
    QCOMPARE(words(model), QStringLiteral("head: writing, 43 %"));
    QCOMPARE(head.data(PlanModel::ShareRole).toDouble(), 0.43);
    QCOMPARE(head.data(PlanModel::ProgressRole).toDouble(), 0.215);
    QCOMPARE(head.data(PlanModel::RateRole).toDouble(), 42e6);
    QCOMPARE(head.data(PlanModel::SecondsLeftRole).toDouble(), 75.0);
    QCOMPARE(head.data(Qt::ToolTipRole).toString(), QStringLiteral("head: writing, 43 %\nReader 1, slot 2\n42.0 MB/s\n1:15 left"));

    model.noteProgress(progress(QStringLiteral("verify"), 10)); // comes before the state that follows from it
    QCOMPARE(words(model), QStringLiteral("head: writing, 100 %"));
    model.setState(course.on(PhaseReached{makeCard(), FlashPhase::Verifying}).state);
    QCOMPARE(words(model), QStringLiteral("head: verifying, 10 %"));
    QCOMPARE(head.data(PlanModel::ProgressRole).toDouble(), 0.55);
}

void PlanModelTest::tellsNothingOfWhatIsNoCardsProgress()
{
    PlanModel model;
    model.setState(Course().reached(FlashPhase::Writing).state);
    QSignalSpy changed(&model, &PlanModel::dataChanged);
    ProgressEvent line = progress(QStringLiteral("write"), 5);
    line.text = QStringLiteral("a line");
    model.noteProgress(line);
    model.noteProgress(progress(QStringLiteral("build"), 5));
    model.noteProgress(progress(QStringLiteral("write"), 5, QStringLiteral("node01"))); // no card is in for it
    model.noteProgress(progress(QStringLiteral("write"), 5, QStringLiteral("nobody")));
    QCOMPARE(changed.count(), 0);
}

void PlanModelTest::forgetsTheProgressOfACardThatIsDone()
{
    Course course;
    PlanModel model;
    model.setState(course.reached(FlashPhase::Writing).state);
    model.noteProgress(progress(QStringLiteral("write"), 43));
    model.setState(course.on(WorkDone{makeCard(), fail(Errc::Failed, QStringLiteral("No."))}).state);
    QCOMPARE(words(model), QStringLiteral("head: failed"));
    QCOMPARE(model.index(0).data(PlanModel::ProgressRole).toDouble(), 0.0);
    model.setState(course.on(TryAgain{makeCard()}).on(PhaseReached{makeCard(), FlashPhase::Writing}).state);
    QCOMPARE(words(model), QStringLiteral("head: writing"));
}

void PlanModelTest::keepsTheRulesOfModels()
{
    PlanModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setState(Course().state);
    model.setState(Course().reached(FlashPhase::Writing).state);
    model.noteProgress(progress(QStringLiteral("write"), 43));
    model.setState(start(makeOpenPlan(40)));
    model.setState(start({}));
    QCOMPARE(model.rowCount(), 0);
}

void PlanModelTest::tellsOnlyOfRowsThatChanged()
{
    PlanModel model;
    Course course;
    model.setState(course.state);
    QSignalSpy changed(&model, &PlanModel::dataChanged);
    QSignalSpy reset(&model, &PlanModel::modelReset);

    model.setState(course.state);
    QCOMPARE(changed.count(), 0);

    model.setState(course.inserted().state); // the head's is looked at, node00's is next
    QCOMPARE(changed.count(), 2);
    QCOMPARE(changed[0][0].toModelIndex().row(), 0);
    QCOMPARE(changed[1][0].toModelIndex().row(), 1);
    QCOMPARE(reset.count(), 0);
}

void PlanModelTest::doesNotTellOfProgressThatLooksTheSame()
{
    PlanModel model;
    model.setState(Course().reached(FlashPhase::Writing).state);
    QSignalSpy changed(&model, &PlanModel::dataChanged);
    ProgressEvent event = progress(QStringLiteral("write"), 4300);
    event.total = 10000;
    model.noteProgress(event);
    event.done = 4310;
    event.secondsLeft = 75.4;
    model.noteProgress(event);
    QCOMPARE(changed.count(), 1);
    event.done = 4400;
    model.noteProgress(event);
    QCOMPARE(changed.count(), 2);
}

void PlanModelTest::resetsForAnotherListOfNodes()
{
    PlanModel model;
    model.setState(start(makeOpenPlan(4)));
    QSignalSpy reset(&model, &PlanModel::modelReset);
    model.setState(start(makeOpenPlan(5)));
    QCOMPARE(reset.count(), 1);
    QCOMPARE(model.rowCount(), 6);
    QCOMPARE(model.indexOf(QStringLiteral("node04")).row(), 5);
    QVERIFY(!model.indexOf(QStringLiteral("node05")).isValid());
}

QTEST_GUILESS_MAIN(PlanModelTest)
#include "tst_planmodel.moc"
