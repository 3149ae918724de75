// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stageview.h"

#include "plans.h"
#include "ui/pages/instructionpage.h"

#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace coffer;

class StageViewTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void offersToStart();
    void tellsWhatKeepsItFromStarting();
    void asksForTheCard();
    void tellsWhyTheLastTryFailed();
    void asksBeforeACardIsWritten();
    void takesNothingFromACardForMarkup();
    void showsProgress();
    void leavesOutWhatIsNotKnownYet();
    void beginsAnewWithTheNextCard();
    void asksToLabelTheGoodCard();
    void offersToSkipAfterAFailure();
    void offersToSkipOnlyOnce();
    void sumsUp();
    void listsWhatIsNotVerified();
    void offersNothingWhileItStops();
    void keepsTheKeyboardOffWhatLosesData();
    void leavesTheKeyboardWhereItWasOutside();
    void namesEveryButton();

private:
    void draw(const StationState &state) { m_stage->draw(state, m_plan); }
    QString text(const char *name) const;
    QPushButton *button(const char *name) const { return m_stage->currentWidget()->findChild<QPushButton *>(QLatin1String(name)); }
    QStringList buttons() const; ///< those that are shown, by their object names

    Node node() const { return m_plan.entries[8].node; } // node07

    Plan m_plan;
    std::unique_ptr<QWidget> m_window;
    StageView *m_stage = nullptr;
};

void StageViewTest::init()
{
    m_plan = makeOpenPlan(16);
    m_window = std::make_unique<QWidget>();
    m_stage = new StageView(m_window.get());
    m_window->show();
}

QString StageViewTest::text(const char *name) const
{
    const auto *label = m_stage->currentWidget()->findChild<QLabel *>(QLatin1String(name));
    return label && label->isVisible() ? label->text() : QString();
}

QStringList StageViewTest::buttons() const
{
    QStringList names;
    for (const QPushButton *button : m_stage->findChildren<QPushButton *>()) {
        if (button->isVisible() && button->isEnabled())
            names += button->objectName();
    }
    return names;
}

void StageViewTest::offersToStart()
{
    draw(Ready{});
    QCOMPARE(text("headline"), QStringLiteral("17 cards to write"));
    QCOMPARE(buttons(), QStringList(QStringLiteral("start")));
    QSignalSpy asked(m_stage, &StageView::startAsked);
    QTest::mouseClick(button("start"), Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
}

void StageViewTest::tellsWhatKeepsItFromStarting()
{
    draw(Blocked{{Errc::NotFound, QStringLiteral("Run \"coffer build all\".")}});
    QCOMPARE(text("headline"), QStringLiteral("Not ready yet"));
    QCOMPARE(text("text"), QStringLiteral("Run \"coffer build all\"."));
    QCOMPARE(buttons(), QStringList(QStringLiteral("start")));
}

void StageViewTest::asksForTheCard()
{
    draw(BatchState(AwaitingCard{node()}));
    QCOMPARE(text("headline"), QStringLiteral("Insert the card for node07"));
    QCOMPARE(buttons(), QStringList(QStringLiteral("skip")));
    QSignalSpy asked(m_stage, &StageView::skipAsked);
    QTest::mouseClick(button("skip"), Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
}

void StageViewTest::tellsWhyTheLastTryFailed()
{
    m_plan.entries[8].message = QStringLiteral("The card is damaged.");
    draw(BatchState(AwaitingCard{node()}));
    QCOMPARE(text("headline"), QStringLiteral("Insert the card for node07"));
    QVERIFY(text("text").contains(QLatin1String("The card is damaged.")));
}

void StageViewTest::asksBeforeACardIsWritten()
{
    draw(BatchState(Confirming{node(), makeCard(), {QStringLiteral("1 partition: FAT PHOTOS"), QStringLiteral("This card is not blank.")}}));
    QCOMPARE(text("headline"), QStringLiteral("Write this card for node07?"));
    for (const char *told : {"1 partition: FAT PHOTOS", "Reader 1, slot 2", "Acme SD", "4.0 GiB"})
        QVERIFY2(text("text").contains(QLatin1String(told)), told);
    QCOMPARE(buttons(), (QStringList{QStringLiteral("confirm"), QStringLiteral("decline"), QStringLiteral("skip")}));

    QSignalSpy confirmed(m_stage, &StageView::confirmed);
    QSignalSpy declined(m_stage, &StageView::declined);
    QSignalSpy skipped(m_stage, &StageView::skipAsked);
    QTest::mouseClick(button("decline"), Qt::LeftButton);
    QCOMPARE(confirmed.count(), 0);
    QCOMPARE(declined.count(), 1);
    QTest::mouseClick(button("confirm"), Qt::LeftButton);
    QCOMPARE(confirmed.count(), 1);
    QTest::mouseClick(button("skip"), Qt::LeftButton);
    QCOMPARE(skipped.count(), 1);
}

void StageViewTest::takesNothingFromACardForMarkup()
{
    draw(BatchState(Confirming{node(), makeCard(), {QStringLiteral("ext4 <b>root</b>"), QStringLiteral("This card is not blank.")}}));
    QCOMPARE(m_stage->currentWidget()->findChild<QLabel *>(QStringLiteral("text"))->textFormat(), Qt::PlainText);
    draw(BatchState(AwaitingRemoval{node(), makeCard(), fail(Errc::Failed, QStringLiteral("<b>No</b>"))}));
    QCOMPARE(m_stage->currentWidget()->findChild<QLabel *>(QStringLiteral("text"))->textFormat(), Qt::PlainText);
}

void StageViewTest::showsProgress()
{
    draw(BatchState(Flashing{node(), makeCard()}));
    QCOMPARE(text("headline"), QStringLiteral("Writing the card for node07"));
    QCOMPARE(buttons(), QStringList());

    ProgressEvent event;
    event.node = QStringLiteral("node07");
    event.phase = QStringLiteral("write");
    event.done = qint64(12) << 20;
    event.total = qint64(48) << 20;
    event.rate = double(3 << 20);
    event.secondsLeft = 12;
    m_stage->drawProgress(event);
    QCOMPARE(text("phase"), QStringLiteral("Step 1 of 2: writing"));
    QCOMPARE(text("figures"), QStringLiteral("25 %  ·  12.0 MiB of 48.0 MiB  ·  3.0 MiB/s  ·  0:12 left"));
    const auto *bar = m_stage->currentWidget()->findChild<QProgressBar *>();
    QCOMPARE(bar->value() * 4, bar->maximum());

    event.phase = QStringLiteral("verify");
    m_stage->drawProgress(event);
    QCOMPARE(text("phase"), QStringLiteral("Step 2 of 2: verifying"));

    ProgressEvent log;
    log.phase = QStringLiteral("log");
    log.text = QStringLiteral("A line of a tool");
    m_stage->drawProgress(log);
    QCOMPARE(text("phase"), QStringLiteral("Step 2 of 2: verifying"));
}

void StageViewTest::leavesOutWhatIsNotKnownYet()
{
    draw(BatchState(Flashing{node(), makeCard()}));
    QCOMPARE(text("figures"), QString());
    QCOMPARE(m_stage->currentWidget()->findChild<QProgressBar *>()->maximum(), 0); // busy
    ProgressEvent event;
    event.phase = QStringLiteral("write");
    event.total = 1 << 20;
    m_stage->drawProgress(event);
    QCOMPARE(text("figures"), QStringLiteral("0 %  ·  0 bytes of 1.0 MiB"));
}

void StageViewTest::beginsAnewWithTheNextCard()
{
    draw(BatchState(Flashing{node(), makeCard()}));
    ProgressEvent event;
    event.phase = QStringLiteral("verify");
    event.done = event.total = 1 << 20;
    m_stage->drawProgress(event);
    draw(BatchState(Flashing{node(), makeCard()}));
    QCOMPARE(text("phase"), QStringLiteral("Step 2 of 2: verifying")); // the same card still

    Card next = makeCard();
    ++next.diskSeq;
    draw(BatchState(Flashing{m_plan.entries[9].node, next}));
    QCOMPARE(text("phase"), QStringLiteral("Preparing"));
    QCOMPARE(text("figures"), QString());
}

void StageViewTest::asksToLabelTheGoodCard()
{
    FlashReport report;
    report.bytesVerified = qint64(32) << 20;
    draw(BatchState(AwaitingRemoval{node(), makeCard(), report}));
    QCOMPARE(text("headline"), QStringLiteral("Remove the card and label it node07"));
    QCOMPARE(text("label"), QStringLiteral("node07\n192.0.2.107"));
    QVERIFY(text("text").contains(QLatin1String("32.0 MiB")));
    QCOMPARE(buttons(), QStringList());
}

void StageViewTest::offersToSkipAfterAFailure()
{
    m_plan.entries[8].message = QStringLiteral("The card is damaged.");
    draw(BatchState(AwaitingRemoval{node(), makeCard(), fail(Errc::Failed, QStringLiteral("The card is damaged."))}));
    QCOMPARE(text("headline"), QStringLiteral("Remove the card: node07 failed"));
    QVERIFY(text("text").contains(QLatin1String("The card is damaged.")));
    QCOMPARE(text("label"), QString());
    QCOMPARE(buttons(), QStringList(QStringLiteral("skip")));
}

void StageViewTest::offersToSkipOnlyOnce()
{
    m_plan.entries[8].outcome = Outcome::Failed;
    draw(BatchState(AwaitingRemoval{node(), makeCard(), fail(Errc::Failed, QStringLiteral("The card is damaged."))}));
    QVERIFY(text("text").contains(QLatin1String("node07 is left out")));
    QCOMPARE(buttons(), QStringList());
}

void StageViewTest::sumsUp()
{
    for (Plan::Entry &entry : m_plan.entries)
        entry.outcome = Outcome::Verified;
    draw(BatchState(Finished{}));
    QCOMPARE(text("headline"), QStringLiteral("All 17 cards are verified"));
    QVERIFY(!m_stage->currentWidget()->findChild<QListWidget *>()->isVisible());
    QCOMPARE(buttons(), QStringList(QStringLiteral("start")));
    QSignalSpy asked(m_stage, &StageView::startAsked);
    QTest::mouseClick(button("start"), Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
}

void StageViewTest::listsWhatIsNotVerified()
{
    for (Plan::Entry &entry : m_plan.entries)
        entry.outcome = Outcome::Verified;
    m_plan.entries[3].outcome = Outcome::Skipped;
    m_plan.entries[8].outcome = Outcome::Failed;
    m_plan.entries[8].message = QStringLiteral("The card is damaged.");
    draw(BatchState(Finished{}));
    QCOMPARE(text("headline"), QStringLiteral("Done, but not with all nodes"));
    QCOMPARE(text("text"), QStringLiteral("15 verified, 1 failed, 1 skipped"));
    const auto *rest = m_stage->currentWidget()->findChild<QListWidget *>();
    QCOMPARE(rest->count(), 2);
    QCOMPARE(rest->item(0)->text(), QStringLiteral("node02: skipped"));
    QCOMPARE(rest->item(1)->text(), QStringLiteral("node07: failed. The card is damaged."));
}

void StageViewTest::offersNothingWhileItStops()
{
    draw(Stopping{});
    QCOMPARE(text("headline"), QStringLiteral("Stopping"));
    QCOMPARE(buttons(), QStringList());
    draw(Stopped{});
    QCOMPARE(text("headline"), QStringLiteral("Stopped"));
    QCOMPARE(text("text"), QStringLiteral("17 open"));
    QCOMPARE(buttons(), QStringList(QStringLiteral("start")));
}

void StageViewTest::keepsTheKeyboardOffWhatLosesData()
{
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    draw(BatchState(AwaitingCard{node()}));
    button("skip")->setFocus();

    draw(BatchState(Confirming{node(), makeCard(), {QStringLiteral("1 partition"), QStringLiteral("This card is not blank.")}}));
    QCOMPARE(QApplication::focusWidget(), button("decline"));
    QSignalSpy declined(m_stage, &StageView::declined);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(declined.count(), 1);

    draw(BatchState(AwaitingCard{node()}));
    QSignalSpy skipped(m_stage, &StageView::skipAsked);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space); // one key too many
    QCOMPARE(skipped.count(), 0);
}

void StageViewTest::leavesTheKeyboardWhereItWasOutside()
{
    QPushButton outside(m_window.get());
    outside.show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    outside.setFocus();
    draw(BatchState(Confirming{node(), makeCard(), {QStringLiteral("1 partition"), QStringLiteral("This card is not blank.")}}));
    QCOMPARE(QApplication::focusWidget(), &outside);
}

void StageViewTest::namesEveryButton()
{
    for (const QPushButton *button : m_stage->findChildren<QPushButton *>())
        QVERIFY(!button->objectName().isEmpty());
    const QList<StationState> states = {Ready{},
                                        BatchState(AwaitingCard{node()}),
                                        BatchState(Confirming{node(), makeCard(), {}}),
                                        BatchState(Flashing{node(), makeCard()}),
                                        BatchState(AwaitingRemoval{node(), makeCard(), FlashReport{}}),
                                        BatchState(Finished{}),
                                        Stopped{}};
    for (const StationState &state : states) {
        draw(state);
        QCOMPARE(m_stage->currentWidget()->accessibleName(), text("headline"));
        for (const QString &name : buttons())
            QVERIFY(!button(name.toLatin1().constData())->text().isEmpty());
    }
}

QTEST_MAIN(StageViewTest)
#include "tst_stageview.moc"
