// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizardbed.h"

#include "station/wizardservices.h"

#include <QMessageBox>
#include <QPlainTextEdit>

using namespace coffer;

/// The page that builds images, and the build that outlives it.
class WizardBuildTest : public WizardBed
{
    Q_OBJECT

private Q_SLOTS:
    void init() { WizardBed::init(); }
    void cleanup() { WizardBed::cleanup(); }
    void buildsAsTheOperatorPrefers();
    void goesOnOnlyWithAllImages();
    void buildsWhatIsMissing();
    void goesOnAfterACancelledBuild();
    void tellsWhyABuildFailed();
    void keepsABuildRunningOnOtherPages();
    void asksBeforeClosingWhileBuilding();
    void comesBackToItsPageAndItsBuild();
    void keepsABoundedOutput();
};

void WizardBuildTest::buildsAsTheOperatorPrefers()
{
    const Result<Cluster> cluster = loadCluster(boardsFolder);
    QVERIFY(cluster);
    Paths paths;
    paths.cache = QStringLiteral("/usual");
    QCOMPARE(preferredContext(*cluster, paths, {}).cacheFolder, QStringLiteral("/usual"));
    QCOMPARE(preferredContext(*cluster, paths, {}).cluster.mirror, cluster->mirror);
    Preferences preferences;
    preferences.cacheFolder = QStringLiteral("/large");
    preferences.mirror = QStringLiteral("http://mirror.example/debian");
    preferences.proxy = QStringLiteral("http://proxy.example:3128");
    const BuildContext context = preferredContext(*cluster, paths, preferences);
    QCOMPARE(context.cacheFolder, QStringLiteral("/large"));
    QCOMPARE(context.cluster.mirror, preferences.mirror);
    QCOMPARE(context.proxy, preferences.proxy);
}

void WizardBuildTest::goesOnOnlyWithAllImages()
{
    m_machine->missing = QStringList{QStringLiteral("/out/node00.img")};
    open(FlashWizard::Images);
    QTRY_COMPARE(verdict(), QStringLiteral("Missing: node00.img."));
    QVERIFY(!canGoOn());
    m_machine->missing = QStringList();
    press("again");
    QTRY_VERIFY(canGoOn());
}

void WizardBuildTest::buildsWhatIsMissing()
{
    m_machine->missing = QStringList{QStringLiteral("/out/head.img")};
    open(FlashWizard::Images);
    QTRY_VERIFY(verdict().startsWith(QStringLiteral("Missing")));
    press("build");
    QTRY_COMPARE(rows("stages"), QStringList(QStringLiteral("make|base|0 of 10 steps")));
    QTRY_VERIFY(find<QPlainTextEdit>("output")->toPlainText().contains(QStringLiteral("base: Unpacking bash?[31m"))); // nothing that steers
    QVERIFY(!canGoOn());
    picture("images");
    m_machine->mayEnd.release();
    QTRY_VERIFY(canGoOn());
    QCOMPARE(rows("stages"), QStringList(QStringLiteral("Done|base|")));
    QCOMPARE(verdict(), QStringLiteral("All images are there."));
}

void WizardBuildTest::goesOnAfterACancelledBuild()
{
    m_machine->missing = QStringList{QStringLiteral("/out/head.img")};
    open(FlashWizard::Images);
    press("build");
    QTRY_COMPARE(rows("stages").size(), 1);
    press("cancel");
    QTRY_VERIFY(verdict().startsWith(QStringLiteral("The build was cancelled.")));
    QVERIFY(rows("stages").first().startsWith(QStringLiteral("Stopped|base")));
    QCOMPARE(find<QPushButton>("build")->text(), QStringLiteral("Go on b&uilding"));
    m_machine->mayEnd.release();
    press("build");
    QTRY_VERIFY(canGoOn());
    QCOMPARE(m_machine->builds.load(), 2);
}

void WizardBuildTest::tellsWhyABuildFailed()
{
    m_machine->missing = QStringList{QStringLiteral("/out/head.img")};
    m_machine->building = Error{Errc::NoSpace, QStringLiteral("The disk is full.")};
    m_machine->mayEnd.release();
    open(FlashWizard::Images);
    press("build");
    QTRY_COMPARE(verdict(), QStringLiteral("The disk is full."));
    QVERIFY(!canGoOn());
    QVERIFY(find<QPushButton>("build")->isEnabled());
}

void WizardBuildTest::keepsABuildRunningOnOtherPages()
{
    open(FlashWizard::Images);
    press("build");
    QTRY_COMPARE(m_state->build.stages().size(), 1);
    m_wizard->back();
    QVERIFY(m_state->build.isRunning());
    m_machine->mayEnd.release();
    QTRY_VERIFY(!m_state->build.isRunning());
    m_wizard->next();
    QTRY_COMPARE(verdict(), QStringLiteral("All images are there."));
}

void WizardBuildTest::asksBeforeClosingWhileBuilding()
{
    open(FlashWizard::Images);
    press("build");
    const auto ask = [this](const char *answer) {
        m_wizard->close();
        auto *box = m_wizard->findChild<QMessageBox *>();
        QVERIFY(box && m_wizard->isVisible());
        box->findChild<QPushButton *>(QLatin1String(answer))->click();
        QTRY_VERIFY(!m_wizard->findChild<QMessageBox *>());
    };
    ask("stay");
    QVERIFY(m_wizard->isVisible());
    ask("goOn");
    QVERIFY(!m_wizard->isVisible());
    QVERIFY(m_state->build.isRunning());
    m_wizard->show();
    ask("stop");
    QVERIFY(!m_wizard->isVisible());
    QTRY_VERIFY(!m_state->build.isRunning());
    m_wizard->show();
    m_wizard->close(); // nothing to ask any more
    QVERIFY(!m_wizard->isVisible());
}

void WizardBuildTest::comesBackToItsPageAndItsBuild()
{
    open(FlashWizard::Images);
    press("build");
    QTRY_VERIFY(find<QPlainTextEdit>("output")->toPlainText().contains(QStringLiteral("Unpacking")));
    m_wizard.reset();
    QVERIFY(m_state->build.isRunning());
    QCOMPARE(m_state->page, int(FlashWizard::Images));
    open(m_state->page);
    QVERIFY(find<QPlainTextEdit>("output")->toPlainText().contains(QStringLiteral("Unpacking")));
    QCOMPARE(rows("stages").size(), 1);
    QCOMPARE(verdict(), QStringLiteral("Building …"));
    QVERIFY(find<QPushButton>("cancel")->isEnabled());
    m_wizard->back();
    QCOMPARE(m_wizard->currentId(), int(FlashWizard::Keys));
    QCOMPARE(m_state->page, int(FlashWizard::Keys));
}

void WizardBuildTest::keepsABoundedOutput()
{
    open(FlashWizard::Images);
    m_state->build.start([](Progress &progress) -> Result<QStringList> {
        for (int i = 0; i < 3 * BuildRun::mostLines; ++i)
            progress.log(QStringLiteral("line %1").arg(i));
        return QStringList();
    });
    QTRY_VERIFY(m_state->build.outcome());
    QCOMPARE(m_state->build.lines().size(), BuildRun::mostLines);
    QCOMPARE(find<QPlainTextEdit>("output")->blockCount(), int(BuildRun::mostLines));
    QVERIFY(find<QPlainTextEdit>("output")->toPlainText().contains(QStringLiteral("line %1\n").arg(3 * BuildRun::mostLines - 1)));
}

QTEST_MAIN(WizardBuildTest)
#include "tst_wizardbuild.moc"
