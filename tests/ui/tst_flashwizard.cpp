// SPDX-License-Identifier: GPL-3.0-or-later
#include "station/wizardservices.h"
#include "ui/wizard/flashwizard.h"
#include "ui/wizard/lackspage.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include <atomic>

using namespace coffer;

namespace {

const QString boardsFolder = QStringLiteral(COFFER_SOURCE_DIR "/boards");

/// What the fake services answer; the jobs share it.
struct Machine
{
    QList<Requirement> requirements{{QStringLiteral("mke2fs"), QStringLiteral("file systems"), {}, {}}};
    Result<Cluster> cluster = loadCluster(boardsFolder);
    Result<QList<KeyPair>> keys = QList<KeyPair>{pair("cc", true), pair("root", true)};
    std::optional<Error> creating;
    Result<QStringList> missing = QStringList();
    std::optional<Error> building;
    std::atomic<int> builds = 0;
    QSemaphore mayEnd; ///< a build waits for it
    int exports = 0;
    int labels = 0;

    static KeyPair pair(const char *name, bool present)
    {
        return {QLatin1String(name), QStringLiteral("/keys/private"), QStringLiteral("/keys/public"), QStringLiteral("ed25519"),
                present ? QStringLiteral("SHA256:abc") : QString(), present};
    }
};

Result<QStringList> buildOn(Machine &machine, Progress &progress)
{
    ++machine.builds;
    progress.setStage(QStringLiteral("base"));
    progress.begin(coffer::tr("make"), 10, QStringLiteral("steps"));
    progress.log(QStringLiteral("Unpacking bash\x1b[31m"));
    while (!machine.mayEnd.tryAcquire(1, 10)) {
        if (const Status going = progress.checkCancelled(); !going)
            return passOn(going);
    }
    if (machine.building)
        return tl::unexpected(*machine.building);
    progress.begin(coffer::tr("done"), 0);
    machine.missing = QStringList();
    return QStringList{QStringLiteral("/out/head.img")};
}

WizardServices servicesOf(const std::shared_ptr<Machine> &machine)
{
    WizardServices services;
    services.requirements = [=](Progress &) -> Result<QList<Requirement>> { return machine->requirements; };
    services.cluster = [=](Progress &) { return machine->cluster; };
    services.keys = [=](Progress &) { return machine->keys; };
    services.createKeys = [=](Progress &) -> Result<QStringList> {
        if (machine->creating)
            return tl::unexpected(*machine->creating);
        for (KeyPair &key : *machine->keys)
            key.present = true;
        return QStringList{QStringLiteral("cc")};
    };
    services.imagesMissing = [=](Progress &) { return machine->missing; };
    services.build = [=](Progress &progress) { return buildOn(*machine, progress); };
    services.nextSteps = [](const Cluster &cluster) {
        return QList<NextStep>{{QStringLiteral("Switch %1 on.").arg(cluster.id), {}}, {QStringLiteral("Look."), QStringLiteral("ssh head")}};
    };
    services.exportReport = [=] { ++machine->exports; };
    services.showLabels = [=] { ++machine->labels; };
    return services;
}

} // namespace

class FlashWizardTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void namesTheCommandThatMends();
    void looksAgainWhenAsked();
    void doesNotLeaveTheClusterPageWithAnError();
    void showsTheRealCluster();
    void buildsAsTheOperatorPrefers();
    void tellsThatTheKeySetIsNotComplete();
    void createsMissingKeys();
    void tellsWhyKeysCannotBeCreated();
    void goesOnOnlyWithAllImages();
    void buildsWhatIsMissing();
    void goesOnAfterACancelledBuild();
    void tellsWhyABuildFailed();
    void keepsABuildRunningOnOtherPages();
    void asksBeforeClosingWhileBuilding();
    void comesBackToItsPageAndItsBuild();
    void keepsABoundedOutput();
    void goesOnFromTheCardsWhenAllAreDone();
    void tellsWhatComesNext();
    void exportsAndLabelsAtTheEnd();
    void hasANameForEveryWidget();

private:
    void open(int page = 0);
    QWizardPage *page() const { return m_wizard->currentPage(); }
    QString verdict() const { return find<QLabel>("verdict")->text(); }
    bool canGoOn() const { return m_wizard->button(QWizard::NextButton)->isEnabled(); }
    void press(const char *name) const { find<QPushButton>(name)->click(); }
    /// The words of a list's rows.
    QStringList rows(const char *name) const;
    template <typename Widget>
    Widget *find(const char *name) const { return page()->findChild<Widget *>(QLatin1String(name)); }
    void picture(const char *name) const;

    std::shared_ptr<Machine> m_machine;
    std::unique_ptr<WizardState> m_state;
    std::unique_ptr<FlashWizard> m_wizard;
};

void FlashWizardTest::init()
{
    m_machine = std::make_shared<Machine>();
    m_state = std::make_unique<WizardState>();
}

void FlashWizardTest::cleanup()
{
    m_wizard.reset();
    m_state.reset();
}

void FlashWizardTest::open(int page)
{
    m_wizard.reset();
    m_state->page = page;
    m_wizard = std::make_unique<FlashWizard>(*m_state, servicesOf(m_machine), FlashWizard::Hosted{new QLabel(QStringLiteral("readers")), new QLabel(QStringLiteral("cards"))});
    m_wizard->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_wizard.get()));
    QCOMPARE(m_wizard->currentId(), page);
}

QStringList FlashWizardTest::rows(const char *name) const
{
    QStringList rows;
    const auto *list = find<QTreeWidget>(name);
    for (int i = 0; i < list->topLevelItemCount(); ++i) {
        QStringList words;
        for (int column = 0; column < list->columnCount(); ++column)
            words += list->topLevelItem(i)->text(column);
        rows += words.join(u'|');
    }
    return rows;
}

/// Into the folder that the environment names, for looking at.
void FlashWizardTest::picture(const char *name) const
{
    const QString folder = qEnvironmentVariable("COFFER_PICTURES");
    if (!folder.isEmpty())
        m_wizard->grab().save(folder + u'/' + QLatin1String(name) + QStringLiteral(".png"));
}

void FlashWizardTest::namesTheCommandThatMends()
{
    m_machine->requirements += Requirement{QStringLiteral("bwrap"), QStringLiteral("sandboxes"), QStringLiteral("not installed"), QStringLiteral("bubblewrap")};
    m_machine->requirements += Requirement{QStringLiteral("ccache"), QStringLiteral("kernels"), QStringLiteral("not installed"), QStringLiteral("ccache"), true};
    open();
    QTRY_VERIFY(verdict().startsWith(QStringLiteral("Missing: 1.")));
    QCOMPARE(rows("requirements"), QStringList({QStringLiteral("There|mke2fs|file systems"), QStringLiteral("Missing|bwrap|not installed (for: sandboxes)"),
                                                QStringLiteral("Slower|ccache|not installed (for: kernels)")}));
    picture("lacks");
    press("copy");
    QCOMPARE(QApplication::clipboard()->text(), installCommand({QStringLiteral("bubblewrap"), QStringLiteral("ccache")}));
    QVERIFY(canGoOn());
}

void FlashWizardTest::looksAgainWhenAsked()
{
    m_machine->requirements.first().problem = QStringLiteral("not installed");
    open();
    QTRY_VERIFY(verdict().startsWith(QStringLiteral("Missing")));
    QVERIFY(!find<QPushButton>("copy")->isEnabled()); // no package helps
    m_machine->requirements.first().problem.clear();
    press("again");
    QTRY_COMPARE(verdict(), QStringLiteral("This machine can build the images."));
}

void FlashWizardTest::doesNotLeaveTheClusterPageWithAnError()
{
    const Result<Cluster> good = std::exchange(m_machine->cluster, fail(Errc::InvalidInput, QStringLiteral("/b/cluster.toml:7: no <b>such</b> key")));
    open(FlashWizard::ClusterPlan);
    QTRY_COMPARE(verdict(), QStringLiteral("/b/cluster.toml:7: no <b>such</b> key"));
    QCOMPARE(find<QLabel>("verdict")->textFormat(), Qt::PlainText);
    QVERIFY(!canGoOn());
    picture("cluster-error");
    m_machine->cluster = good;
    press("again");
    QTRY_VERIFY(canGoOn());
}

void FlashWizardTest::buildsAsTheOperatorPrefers()
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

void FlashWizardTest::showsTheRealCluster()
{
    QTemporaryDir folder;
    Paths paths;
    paths.boards = boardsFolder;
    paths.keys = folder.filePath(QStringLiteral("keys"));
    paths.output = folder.filePath(QStringLiteral("images"));
    paths.cache = folder.filePath(QStringLiteral("cache"));
    m_state->page = FlashWizard::Images;
    m_wizard = std::make_unique<FlashWizard>(*m_state, wizardServices(paths, {}), FlashWizard::Hosted{new QLabel, new QLabel});
    m_wizard->show();
    QTRY_VERIFY(verdict().startsWith(QStringLiteral("Missing: nanopc-t4-disk.img, node00.img")));
    m_wizard->back();
    QTRY_COMPARE(verdict(), QStringLiteral("There are no keys yet. Create them; images cannot be built without."));
    m_wizard->back();
    QTRY_VERIFY(canGoOn());
    QCOMPARE(rows("nodes").size(), m_machine->cluster->nodes.size());
    QVERIFY(find<QLabel>("facts")->text().contains(m_machine->cluster->id));
    picture("cluster");
    m_wizard->back();
    QTRY_VERIFY(!rows("requirements").isEmpty());
}

void FlashWizardTest::tellsThatTheKeySetIsNotComplete()
{
    m_machine->keys->first().present = false;
    open(FlashWizard::Keys);
    QTRY_VERIFY(verdict().startsWith(QStringLiteral("The set is not complete: 1 of 2 are there.")));
    QCOMPARE(rows("keys").last(), QStringLiteral("There|root|ed25519|SHA256:abc"));
    picture("keys");
}

void FlashWizardTest::createsMissingKeys()
{
    for (KeyPair &key : *m_machine->keys)
        key.present = false;
    open(FlashWizard::Keys);
    QTRY_VERIFY(find<QPushButton>("create")->isEnabled());
    press("create");
    QTRY_COMPARE(verdict(), QStringLiteral("All keys are there."));
    QVERIFY(!find<QPushButton>("create")->isEnabled());
}

void FlashWizardTest::tellsWhyKeysCannotBeCreated()
{
    m_machine->keys->first().present = false;
    m_machine->creating = Error{Errc::NotFound, QStringLiteral("ssh-keygen is missing.")};
    open(FlashWizard::Keys);
    QTRY_VERIFY(find<QPushButton>("create")->isEnabled());
    press("create");
    QTRY_COMPARE(verdict(), QStringLiteral("ssh-keygen is missing."));
}

void FlashWizardTest::goesOnOnlyWithAllImages()
{
    m_machine->missing = QStringList{QStringLiteral("/out/node00.img")};
    open(FlashWizard::Images);
    QTRY_COMPARE(verdict(), QStringLiteral("Missing: node00.img."));
    QVERIFY(!canGoOn());
    m_machine->missing = QStringList();
    press("again");
    QTRY_VERIFY(canGoOn());
}

void FlashWizardTest::buildsWhatIsMissing()
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

void FlashWizardTest::goesOnAfterACancelledBuild()
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

void FlashWizardTest::tellsWhyABuildFailed()
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

void FlashWizardTest::keepsABuildRunningOnOtherPages()
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

void FlashWizardTest::asksBeforeClosingWhileBuilding()
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

void FlashWizardTest::comesBackToItsPageAndItsBuild()
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

void FlashWizardTest::keepsABoundedOutput()
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

void FlashWizardTest::goesOnFromTheCardsWhenAllAreDone()
{
    open(FlashWizard::Readers);
    picture("readers");
    QVERIFY(canGoOn());
    m_wizard->next();
    QVERIFY(!canGoOn());
    m_wizard->setCardsDone(true);
    QVERIFY(canGoOn());
    picture("cards");
}

void FlashWizardTest::tellsWhatComesNext()
{
    open(FlashWizard::Next); // before the cluster is read
    QTRY_VERIFY(find<QLineEdit>("command2"));
    press("copy2");
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("ssh head"));
}

void FlashWizardTest::exportsAndLabelsAtTheEnd()
{
    open(FlashWizard::Report);
    QVERIFY(verdict().startsWith(QStringLiteral("Not all cards")));
    m_wizard->setCardsDone(true);
    QCOMPARE(verdict(), QStringLiteral("All cards are written and verified."));
    press("export");
    press("labels");
    QCOMPARE(m_machine->exports, 1);
    QCOMPARE(m_machine->labels, 1);
    picture("report");
}

void FlashWizardTest::hasANameForEveryWidget()
{
    open(FlashWizard::Report);
    for (const int id : m_wizard->pageIds()) {
        for (const QWidget *widget : m_wizard->page(id)->findChildren<QWidget *>()) {
            const bool isActionable = qobject_cast<const QPushButton *>(widget) || qobject_cast<const QTreeWidget *>(widget) || qobject_cast<const QPlainTextEdit *>(widget);
            if (!isActionable)
                continue;
            QAccessibleInterface *reader = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
            QVERIFY2(!reader->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
            QVERIFY(!widget->objectName().isEmpty());
        }
    }
}

QTEST_MAIN(FlashWizardTest)
#include "tst_flashwizard.moc"
