// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "support/batchkit.h"
#include "support/gatedreader.h"
#include "ui/virtualreaderbox.h"

#include <QCheckBox>
#include <QDockWidget>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

namespace {

Result<CardRecord> readNothing(const QString &, const std::optional<Card> &)
{
    return CardRecord{};
}

QString insert(const char *node)
{
    return QStringLiteral("Insert the card for %1 into any reader").arg(QLatin1String(node));
}

QString label(const char *node)
{
    return QStringLiteral("Remove the card from Virtual reader, label it %1").arg(QLatin1String(node));
}

} // namespace

class MainWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

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
    void keepsTheLogUntilItIsLookedAt();
    void fitsIntoTheSmallestScreen();

private:
    void open(int nodes);
    void start();
    void writeHead(); ///< up to the middle of it
    QPushButton *button(const char *name) const;
    void press(const char *name);
    QString headline() const;
    QString tally() const { return m_window->findChild<QLabel *>(QStringLiteral("tally"))->text(); }
    QMessageBox *question() const;
    QCheckBox *swap() const { return m_window->findChild<QCheckBox *>(QStringLiteral("swap")); }
    bool holds(int entry) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<GatedReader> m_reader;
    std::unique_ptr<Station> m_station;
    std::unique_ptr<MainWindow> m_window;
    QSemaphore m_preparing; ///< what a batch's getting ready waits for; there is one of it unless a test takes it
    Cluster m_cluster;
    Plan m_plan;
};

void MainWindowTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_reader = std::make_unique<GatedReader>(m_folder->filePath(QStringLiteral("cards")), testCardSize);
    m_preparing.acquire(m_preparing.available());
    m_preparing.release();
}

void MainWindowTest::cleanup()
{
    m_reader->gate.release();
    m_preparing.release();
    m_window.reset();
    m_station.reset();
    m_reader.reset();
    m_folder.reset();
}

/// The window as the program composes it, for the head and some nodes with tiny images.
void MainWindowTest::open(int nodes)
{
    m_cluster = makeCluster(nodes);
    for (const Node &node : m_cluster.nodes)
        QVERIFY(makeImage(m_folder->path(), node));
    m_plan = *makePlan(m_cluster);
    const auto prepare = [this](const Plan &plan, Progress &) -> Result<MakeBatch> {
        m_preparing.acquire();
        m_preparing.release();
        if (!QFile::exists(imagePath(m_folder->path(), m_cluster.head())))
            return fail(Errc::NotFound, QStringLiteral("Run \"coffer build all\"."));
        const Result<Journal> journal = Journal::open(m_folder->filePath(QStringLiteral("journal")), m_cluster.id);
        if (!journal)
            return passOn(journal);
        return [this, plan, journal = *journal] { return std::make_unique<BatchRunner>(plan, *m_reader, imagesIn(m_folder->path()), journal); };
    };
    m_station = std::make_unique<Station>(m_plan, prepare);
    m_window = std::make_unique<MainWindow>(*m_station, readNothing);
    auto *box = new VirtualReaderBox(*m_reader);
    m_window->addReaderBox(box);
    connect(m_station.get(), &Station::batchMade, box, &VirtualReaderBox::follow);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void MainWindowTest::start()
{
    press("start");
    QTRY_VERIFY(isRunning(m_window->state()));
}

void MainWindowTest::writeHead()
{
    m_reader->isGated = true;
    start();
    press("insert");
    QTRY_VERIFY(m_reader->isWaiting);
    QTRY_COMPARE(headline(), QStringLiteral("Writing the card for head"));
}

QPushButton *MainWindowTest::button(const char *name) const
{
    for (QPushButton *button : m_window->findChildren<QPushButton *>(QLatin1String(name))) {
        if (button->isVisible())
            return button;
    }
    return nullptr;
}

/// Clicks the button as soon as it can be clicked.
void MainWindowTest::press(const char *name)
{
    QTRY_VERIFY2(button(name) && button(name)->isEnabled(), name);
    QTest::mouseClick(button(name), Qt::LeftButton);
}

QString MainWindowTest::headline() const
{
    for (const QLabel *label : m_window->findChildren<QLabel *>(QStringLiteral("headline"))) {
        if (label->isVisible())
            return label->text();
    }
    return {};
}

QMessageBox *MainWindowTest::question() const
{
    auto *box = m_window->findChild<QMessageBox *>();
    return box && box->isVisible() ? box : nullptr;
}

bool MainWindowTest::holds(int entry) const
{
    const Node node = m_plan.entries[entry].node;
    return holdsImage(m_reader->cardPath(node.name), m_folder->path(), node);
}

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

void MainWindowTest::asksBeforeItStops()
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

void MainWindowTest::staysOnWhenTheOperatorSaysSo()
{
    open(0);
    writeHead();
    press("cancel");
    press("goOn");
    QTRY_VERIFY(!question());
    m_reader->gate.release();
    QTRY_COMPARE(headline(), label("head"));
}

void MainWindowTest::neverStopsOnEscapeUnasked()
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

void MainWindowTest::forgetsTheQuestionWhenTheBatchIsOver()
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

void MainWindowTest::closesOnlyAfterTheWorkHasEnded()
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

void MainWindowTest::closesAtOnceWhenNothingRuns()
{
    open(0);
    QVERIFY(m_window->close());
    QVERIFY(!m_window->isVisible());
}

void MainWindowTest::showsABatchThatIsDoneAlready()
{
    Plan plan = *makePlan(makeCluster(1));
    for (Plan::Entry &entry : plan.entries)
        entry.outcome = Outcome::Verified;
    m_station = std::make_unique<Station>(plan, PrepareBatch());
    m_window = std::make_unique<MainWindow>(*m_station, readNothing);
    m_window->show();
    QCOMPARE(headline(), QStringLiteral("All 2 cards are verified"));
}

void MainWindowTest::answersWhileABatchIsGotReady()
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

void MainWindowTest::dropsABatchThatIsGotReadyWithoutAsking()
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

void MainWindowTest::neverStartsABatchWhoseWindowWasClosed()
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

void MainWindowTest::takesThePickedNodeFirstOnceAllIsReady()
{
    open(2);
    m_preparing.acquire();
    press("start");
    m_station->pick(QStringLiteral("node01"));
    m_preparing.release();
    QTRY_COMPARE(headline(), insert("node01"));
}

void MainWindowTest::startsNothingBeforeItKnowsWhatIsDone()
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

void MainWindowTest::tellsThatTheRecordCannotBeRead()
{
    open(0);
    QSignalSpy told(m_station.get(), &Station::notLoaded);
    m_station->load([](Progress &) -> Result<Plan> { return fail(Errc::InvalidInput, QStringLiteral("The journal is damaged.")); });
    QVERIFY(told.wait());
    QCOMPARE(told.first().first().value<Error>().message, QStringLiteral("The journal is damaged."));
    m_station->start();
    QCOMPARE(headline(), QStringLiteral("Getting ready…"));
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
