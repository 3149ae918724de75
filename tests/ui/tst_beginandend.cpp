// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowbed.h"

#include <QSignalSpy>

using namespace coffer;

/// How a batch is begun, and how batch and window end.
class BeginAndEndTest : public WindowBed
{
    Q_OBJECT

private Q_SLOTS:
    void init() { WindowBed::init(); }
    void cleanup() { WindowBed::cleanup(); }
    void asksBeforeItStops();
    void staysOnWhenTheOperatorSaysSo();
    void neverStopsOnEscapeUnasked();
    void forgetsTheQuestionWhenTheBatchIsOver();
    void closesOnlyAfterTheWorkHasEnded();
    void closesAtOnceWhenNothingRuns();
    void showsABatchThatIsDoneAlready();
    void answersWhileABatchIsGotReady();
    void dropsABatchThatIsGotReadyWithoutAsking();
    void neverStartsABatchWhoseWindowWasClosed();
    void takesThePickedNodeFirstOnceAllIsReady();
    void startsNothingBeforeItKnowsWhatIsDone();
    void tellsThatTheRecordCannotBeRead();
};

void BeginAndEndTest::asksBeforeItStops()
{
    open(0);
    writeHead();
    press("cancel");
    QVERIFY(question());
    QVERIFY(question()->informativeText().contains(QLatin1String("head")));
    QVERIFY(isRunning(m_window->state()));

    press("stop");
    QCOMPARE(headline(), QStringLiteral("Stopping"));
    QVERIFY(!button("cancel")->isEnabled());
    m_reader->gate.release();
    QTRY_COMPARE(headline(), QStringLiteral("Stopped"));
    QVERIFY(!holds(0));

    m_reader->remove();
    press("start");
    QTRY_COMPARE(headline(), insert("head"));
}

void BeginAndEndTest::staysOnWhenTheOperatorSaysSo()
{
    open(0);
    writeHead();
    press("cancel");
    press("goOn");
    QTRY_VERIFY(!question());
    m_reader->gate.release();
    QTRY_COMPARE(headline(), label("head"));
}

void BeginAndEndTest::neverStopsOnEscapeUnasked()
{
    open(0);
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QVERIFY(!question()); // nothing runs

    start();
    QTRY_COMPARE(headline(), insert("head"));
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QVERIFY(question());
    QTest::keyClick(question(), Qt::Key_Escape); // and Esc again means no
    QTRY_VERIFY(!question());
    QVERIFY(isRunning(m_window->state()));
    QCOMPARE(headline(), insert("head"));
}

void BeginAndEndTest::forgetsTheQuestionWhenTheBatchIsOver()
{
    open(0);
    swap()->setChecked(true);
    m_reader->isGated = true;
    start();
    QTRY_VERIFY(m_reader->isWaiting);
    press("cancel");
    QVERIFY(question());
    m_reader->gate.release();
    QTRY_COMPARE(headline(), QStringLiteral("The card is verified"));
    QVERIFY(!question());
}

void BeginAndEndTest::closesOnlyAfterTheWorkHasEnded()
{
    open(0);
    writeHead();
    QVERIFY(!m_window->close());
    QVERIFY(m_window->isVisible());
    QVERIFY(question());

    press("stop");
    QVERIFY(m_window->isVisible()); // the work is still there
    m_reader->gate.release();
    QTRY_VERIFY(!m_window->isVisible());
    QVERIFY(!isRunning(m_window->state()));
}

void BeginAndEndTest::closesAtOnceWhenNothingRuns()
{
    open(0);
    QVERIFY(m_window->close());
    QVERIFY(!m_window->isVisible());
}

void BeginAndEndTest::showsABatchThatIsDoneAlready()
{
    Plan plan = *makePlan(makeCluster(1));
    for (Plan::Entry &entry : plan.entries)
        entry.outcome = Outcome::Verified;
    m_station = std::make_unique<Station>(plan, PrepareBatch());
    m_window = std::make_unique<MainWindow>(*m_station, readNothing);
    m_window->show();
    QCOMPARE(headline(), QStringLiteral("All 2 cards are verified"));
}

void BeginAndEndTest::answersWhileABatchIsGotReady()
{
    open(0);
    m_preparing.acquire();
    press("start");
    QCOMPARE(headline(), QStringLiteral("Getting ready…"));
    QVERIFY(!button("start"));
    m_station->start(); // once is enough
    m_preparing.release();
    QTRY_COMPARE(headline(), insert("head"));
}

void BeginAndEndTest::dropsABatchThatIsGotReadyWithoutAsking()
{
    open(0);
    m_preparing.acquire();
    press("start");
    press("cancel");
    QVERIFY(!question());
    QCOMPARE(headline(), QStringLiteral("Stopping"));
    m_preparing.release();
    QTRY_COMPARE(headline(), QStringLiteral("Stopped"));

    press("start");
    QTRY_COMPARE(headline(), insert("head"));
}

void BeginAndEndTest::neverStartsABatchWhoseWindowWasClosed()
{
    open(0);
    QSignalSpy made(m_station.get(), &Station::batchMade);
    m_preparing.acquire();
    press("start");
    QVERIFY(m_window->close());
    QVERIFY(!m_window->isVisible());
    m_preparing.release();
    QTRY_VERIFY(std::holds_alternative<Stopped>(m_window->state()));
    QVERIFY(made.isEmpty());
}

void BeginAndEndTest::takesThePickedNodeFirstOnceAllIsReady()
{
    open(2);
    m_preparing.acquire();
    press("start");
    m_station->pick(QStringLiteral("node01"));
    m_preparing.release();
    QTRY_COMPARE(headline(), insert("node01"));
}

void BeginAndEndTest::startsNothingBeforeItKnowsWhatIsDone()
{
    open(1);
    Plan known = m_plan;
    known.entries.first().outcome = Outcome::Verified;
    m_preparing.acquire();
    m_station->load([this, known](Progress &) -> Result<Plan> {
        m_preparing.acquire();
        m_preparing.release();
        return known;
    });
    QCOMPARE(headline(), QStringLiteral("Getting ready…"));
    QVERIFY(!button("start"));
    QVERIFY(!button("cancel")->isEnabled());
    QCOMPARE(tally(), QString()); // not known yet
    m_station->start();
    m_station->pick(QStringLiteral("node00"));
    QCOMPARE(headline(), QStringLiteral("Getting ready…"));

    m_preparing.release();
    QTRY_COMPARE(headline(), QStringLiteral("1 card to write"));
    QCOMPARE(tally(), QStringLiteral("1 of 2 cards verified"));
    QVERIFY(button("start")->hasFocus());
}

void BeginAndEndTest::tellsThatTheRecordCannotBeRead()
{
    open(0);
    QSignalSpy told(m_station.get(), &Station::notLoaded);
    m_station->load([](Progress &) -> Result<Plan> { return fail(Errc::InvalidInput, QStringLiteral("The journal is damaged.")); });
    QVERIFY(told.wait());
    QCOMPARE(told.first().first().value<Error>().message, QStringLiteral("The journal is damaged."));
    m_station->start();
    QCOMPARE(headline(), QStringLiteral("Getting ready…"));
}

QTEST_MAIN(BeginAndEndTest)
#include "tst_beginandend.moc"
