// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowbed.h"

#include <QDockWidget>
#include <QTableView>

using namespace coffer;

/// What the window shows of a batch, and what the operator does with cards.
class MainWindowTest : public WindowBed
{
    Q_OBJECT

private Q_SLOTS:
    void init() { WindowBed::init(); }
    void cleanup() { WindowBed::cleanup(); }
    void runsAWholeBatchByItself();
    void runsByHand();
    void startsWithTheKeyboard();
    void tellsWhatIsMissingAndStartsLater();
    void writesAStrangeCardOnlyWhenConfirmed();
    void leavesADeclinedCardAlone();
    void skipsAndComesBackToWhatIsLeft();
    void failsAndAsksAgainForTheSameNode();
    void swapsByItselfFromTheMiddleOn();
    void stopsSwappingWhenToldTo();
    void keepsTellingWhyNoCardCanBePutIn();
    void keepsTheLogUntilItIsLookedAt();
    void fitsIntoTheSmallestScreen();
};

void MainWindowTest::runsAWholeBatchByItself()
{
    open(16);
    swap()->setChecked(true);
    start();

    QTRY_COMPARE_WITH_TIMEOUT(headline(), QStringLiteral("All 17 cards are verified"), 60000);
    QCOMPARE(tally(), QStringLiteral("17 of 17 cards verified"));
    QVERIFY(!isRunning(m_window->state()));
    QVERIFY(!button("cancel")->isEnabled());
    for (int entry = 0; entry < 17; ++entry)
        QVERIFY2(holds(entry), qPrintable(m_plan.entries[entry].node.name));
}

void MainWindowTest::runsByHand()
{
    open(1);
    QCOMPARE(headline(), QStringLiteral("2 cards to write"));
    QVERIFY(!button("insert")->isEnabled());
    QVERIFY(!button("remove")->isEnabled());
    start();
    for (const char *name : {"head", "node00"}) {
        QTRY_COMPARE(headline(), insert(name));
        QVERIFY(!button("remove")->isEnabled());
        press("insert");
        QTRY_COMPARE(headline(), label(name));
        QVERIFY(!button("insert")->isEnabled());
        press("remove");
    }
    QTRY_COMPARE(headline(), QStringLiteral("All 2 cards are verified"));
    QVERIFY(holds(0) && holds(1));
}

void MainWindowTest::startsWithTheKeyboard()
{
    open(0);
    QTRY_VERIFY(QApplication::focusWidget());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(headline(), insert("head"));
    QTest::keyClick(m_window.get(), Qt::Key_I, Qt::AltModifier);
    QTRY_COMPARE(headline(), label("head"));
    QTest::keyClick(m_window.get(), Qt::Key_R, Qt::AltModifier);
    QTRY_COMPARE(headline(), QStringLiteral("The card is verified"));
}

void MainWindowTest::tellsWhatIsMissingAndStartsLater()
{
    open(0);
    QVERIFY(QFile::remove(imagePath(m_folder->path(), m_cluster.head())));
    press("start");
    QTRY_COMPARE(headline(), QStringLiteral("Not ready yet"));
    QVERIFY(!button("cancel")->isEnabled());

    QVERIFY(makeImage(m_folder->path(), m_cluster.head()));
    press("start");
    QTRY_COMPARE(headline(), insert("head"));
}

void MainWindowTest::writesAStrangeCardOnlyWhenConfirmed()
{
    open(0);
    m_reader->asks = true;
    start();
    press("insert");
    QTRY_COMPARE(headline(), QStringLiteral("Write this card for head?"));
    QVERIFY(!holds(0));
    QTest::mouseClick(button("confirm"), Qt::LeftButton); // too soon: it may have been meant for another card
    QTRY_VERIFY(button("confirm")->isEnabled());
    QCOMPARE(headline(), QStringLiteral("Write this card for head?"));
    press("confirm");
    QTRY_COMPARE(headline(), label("head"));
    QVERIFY(holds(0));
}

void MainWindowTest::leavesADeclinedCardAlone()
{
    open(0);
    m_reader->asks = true;
    start();
    press("insert");
    press("decline");
    QTRY_COMPARE(headline(), insert("head"));
    QVERIFY(!holds(0));
    QCOMPARE(m_reader->cards().size(), 1);
}

void MainWindowTest::skipsAndComesBackToWhatIsLeft()
{
    open(1);
    start();
    QTRY_COMPARE(headline(), insert("head"));
    press("skip");
    QTRY_COMPARE(headline(), insert("node00"));
    press("insert");
    QTRY_COMPARE(headline(), label("node00"));
    press("remove");
    QTRY_COMPARE(headline(), insert("head")); // its turn comes again
    press("skip");
    QTRY_COMPARE(headline(), QStringLiteral("Done, but not with all nodes"));
    QCOMPARE(tally(), QStringLiteral("1 of 2 cards verified"));

    start();
    QTRY_COMPARE(headline(), insert("head"));
    press("insert");
    QTRY_COMPARE(headline(), label("head"));
    press("remove");
    QTRY_COMPARE(headline(), QStringLiteral("All 2 cards are verified"));
}

void MainWindowTest::failsAndAsksAgainForTheSameNode()
{
    open(0);
    writeHead();
    press("remove"); // pulled in mid-write
    m_reader->gate.release();
    QTRY_COMPARE(headline(), insert("head"));
    press("insert");
    QTRY_COMPARE(headline(), label("head"));
    QVERIFY(holds(0));
}

void MainWindowTest::swapsByItselfFromTheMiddleOn()
{
    open(2);
    start();
    QTRY_COMPARE(headline(), insert("head"));
    press("insert");
    QTRY_COMPARE(headline(), label("head"));
    swap()->setChecked(true);
    QTRY_COMPARE_WITH_TIMEOUT(headline(), QStringLiteral("All 3 cards are verified"), 30000);
}

void MainWindowTest::stopsSwappingWhenToldTo()
{
    open(1);
    swap()->setChecked(true);
    m_reader->isGated = true;
    start();
    QTRY_VERIFY(m_reader->isWaiting);
    swap()->setChecked(false);
    m_reader->gate.release();
    QTRY_COMPARE(headline(), label("head"));
    QCoreApplication::processEvents();
    QCOMPARE(m_reader->cards().size(), 1);
}

void MainWindowTest::keepsTellingWhyNoCardCanBePutIn()
{
    open(0);
    QVERIFY(QDir().mkpath(m_reader->cardPath(QStringLiteral("head")))); // a folder where the card's file should be
    swap()->setChecked(true);
    press("start"); // it runs for a moment only
    QTRY_COMPARE(headline(), QStringLiteral("Stopped"));
    const auto *problem = m_window->findChild<QLabel *>(QStringLiteral("problem"));
    QVERIFY(problem->isVisible());
    QVERIFY2(problem->text().contains(QLatin1String("head.card")), qPrintable(problem->text()));

    QVERIFY(QDir().rmdir(m_reader->cardPath(QStringLiteral("head"))));
    press("start");
    QTRY_COMPARE(headline(), QStringLiteral("The card is verified"));
    QVERIFY(!problem->isVisible());
}

void MainWindowTest::keepsTheLogUntilItIsLookedAt()
{
    open(0);
    swap()->setChecked(true);
    start();
    QTRY_COMPARE(headline(), QStringLiteral("The card is verified"));
    auto *dock = m_window->findChild<QDockWidget *>(QStringLiteral("logDock"));
    QVERIFY(!dock->findChild<QTableView *>());
    dock->show();
    const auto *table = dock->findChild<QTableView *>();
    QVERIFY(table);
    QTRY_VERIFY(table->model()->rowCount() >= 3); // inserted, begun, verified
}

void MainWindowTest::fitsIntoTheSmallestScreen()
{
    open(16);
    const QSize least = m_window->minimumSizeHint();
    QVERIFY2(least.width() <= 1024 && least.height() <= 700, qPrintable(QStringLiteral("%1 x %2").arg(least.width()).arg(least.height())));
}

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
