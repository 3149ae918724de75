// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizardbed.h"

#include "station/wizardservices.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTemporaryDir>

using namespace coffer;

/// The wizard and those of its pages that tell, show and lead on.
class FlashWizardTest : public WizardBed
{
    Q_OBJECT

private Q_SLOTS:
    void init() { WizardBed::init(); }
    void cleanup() { WizardBed::cleanup(); }
    void namesTheCommandThatMends();
    void looksAgainWhenAsked();
    void doesNotLeaveTheClusterPageWithAnError();
    void showsTheRealCluster();
    void tellsThatTheKeySetIsNotComplete();
    void createsMissingKeys();
    void tellsWhyKeysCannotBeCreated();
    void installsTheRootKeyWhenAsked();
    void tellsWhyTheRootKeyCannotBeInstalled();
    void goesOnFromTheCardsWhenAllAreDone();
    void tellsWhatComesNext();
    void exportsAndLabelsAtTheEnd();
    void hasANameForEveryWidget();
};

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

void FlashWizardTest::showsTheRealCluster()
{
    QTemporaryDir folder;
    Paths paths;
    paths.boards = boardsFolder;
    paths.keys = folder.filePath(QStringLiteral("keys"));
    paths.output = folder.filePath(QStringLiteral("images"));
    paths.cache = folder.filePath(QStringLiteral("cache"));
    m_state->page = FlashWizard::Images;
    m_wizard = std::make_unique<FlashWizard>(*m_state, wizardServices(paths, *loadCluster(boardsFolder)), FlashWizard::Hosted{new QLabel, new QLabel});
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

void FlashWizardTest::installsTheRootKeyWhenAsked()
{
    m_machine->keys->last().present = false;
    open(FlashWizard::Keys);
    QTRY_VERIFY(find<QPushButton>("create")->isEnabled());
    QVERIFY(!find<QPushButton>("install")->isEnabled()); // there is none
    press("create");
    QTRY_VERIFY(find<QPushButton>("install")->isEnabled());
    press("install");
    QTRY_COMPARE(verdict(), *m_machine->installing);
}

void FlashWizardTest::tellsWhyTheRootKeyCannotBeInstalled()
{
    m_machine->installing = fail(Errc::Refused, QStringLiteral("Both names are other keys already."));
    open(FlashWizard::Keys);
    QTRY_VERIFY(find<QPushButton>("install")->isEnabled());
    press("install");
    QTRY_COMPARE(verdict(), QStringLiteral("Both names are other keys already."));
}

void FlashWizardTest::goesOnFromTheCardsWhenAllAreDone()
{
    open(FlashWizard::Readers);
    picture("readers");
    QVERIFY(canGoOn());
    m_wizard->next();
    QVERIFY(!canGoOn());
    m_wizard->setCards(makeDonePlan(16), true);
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
    m_wizard->setCards(makeDonePlan(16), true);
    QCOMPARE(verdict(), QStringLiteral("All cards are written and verified."));
    Plan unread = makeDonePlan(16);
    unread.entries[3].isUnread = true;
    m_wizard->setCards(unread, true);
    QVERIFY(verdict().startsWith(QStringLiteral("All cards are written, but not all were read back")));
    m_wizard->setCards(makeDonePlan(16), true);
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
