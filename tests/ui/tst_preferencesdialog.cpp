// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "ui/preferences/note.h"
#include "ui/preferences/preferencesdialog.h"
#include "ui/preferences/preferencesfile.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSemaphore>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace coffer;

namespace {

const QString first = QStringLiteral("pci-0000:00:14.0-usb-0:2:1.0");
const QString second = QStringLiteral("pci-0000:00:14.0-usb-0:3:1.0");

/// A cache whose cleaning ends when a test lets it.
struct FakeCache
{
    std::atomic<qint64> bytes = qint64(3) << 30;
    std::atomic<qint64> limit = -1;
    QSemaphore go;

    CacheCare care()
    {
        return {[this](const QString &, Progress &) -> Result<qint64> { return bytes.load(); },
                [this](const QString &, qint64 asked, Progress &progress) -> Result<qint64> {
                    while (!go.tryAcquire(1, 10)) {
                        if (Status goOn = progress.checkCancelled(); !goOn)
                            return passOn(goOn);
                    }
                    limit = asked;
                    return bytes.exchange(asked) - asked;
                }};
    }
};

} // namespace

class PreferencesDialogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void storesWhatIsChosen();
    void appliesOnlyWhatIsAnother();
    void showsWhatTheAdministratorHasFixed();
    void keepsOnesOwnChoiceBelowTheSites();
    void wantsATickBeforeNotVerifying();
    void namesReaders();
    void swapsNames();
    void refusesBadNames_data();
    void refusesBadNames();
    void allowsOnlyTickedReaders();
    void replacesAPortByItsReaders();
    void keepsAllowedPlacesThatWereNeverSeen();
    void wantsOneReaderAtLeast();
    void goesToThePageWithTheProblem();
    void measuresAndCleansTheCache();
    void stopsCleaning();
    void cleansNothingThatIsNoCache();
    void restoresDefaults();
    void saysWhatIsWrongWithTheFile();
    void namesEveryControl();

private:
    PreferencesPlace place()
    {
        return {m_folder->filePath(QStringLiteral("station.ini")), m_folder->filePath(QStringLiteral("readers.json")),
                QStringLiteral("/etc/cofferware/site.toml"), {}, m_folder->filePath(QStringLiteral("cache")), m_cache.care()};
    }
    Preferences stored() const { return loadPreferences(m_folder->filePath(QStringLiteral("station.ini"))).values; }

    template <typename Widget>
    static Widget *part(const QWidget &dialog, const char *name)
    {
        return dialog.findChild<Widget *>(QLatin1String(name));
    }
    static void click(const QWidget &dialog, const char *name) { part<QAbstractButton>(dialog, name)->click(); }
    static QString problem(const QWidget &dialog) { return part<Note>(dialog, "problem")->text(); }
    static QTableWidgetItem *item(const QWidget &dialog, int row, int column) { return part<QTableWidget>(dialog, "readers")->item(row, column); }

    std::unique_ptr<QTemporaryDir> m_folder;
    FakeCache m_cache;
};

void PreferencesDialogTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_cache.bytes = qint64(3) << 30;
    m_cache.limit = -1;
    ReaderNames names(m_folder->filePath(QStringLiteral("readers.json")));
    names.slotName(first);
    names.slotName(second);
}

void PreferencesDialogTest::storesWhatIsChosen()
{
    PreferencesDialog dialog(place());
    QSignalSpy saved(&dialog, &PreferencesDialog::saved);
    part<QCheckBox>(dialog, "confirmAlways")->setChecked(true);
    part<QCheckBox>(dialog, "sounds")->setChecked(false);
    part<QCheckBox>(dialog, "notifications")->setChecked(false);
    auto *language = part<QComboBox>(dialog, "language");
    language->setCurrentIndex(language->findData(QStringLiteral("de")));
    part<QLineEdit>(dialog, "proxy")->setText(QStringLiteral(" http://proxy.example:3128 "));
    part<QLineEdit>(dialog, "mirror")->setText(QStringLiteral("http://deb.example/debian"));
    part<QSpinBox>(dialog, "keep")->setValue(20);
    click(dialog, "ok");
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
    QCOMPARE(saved.size(), 1);
    Preferences expected;
    expected.confirmAlways = true;
    expected.sounds = false;
    expected.notifications = false;
    expected.language = QStringLiteral("de");
    expected.proxy = QStringLiteral("http://proxy.example:3128");
    expected.mirror = QStringLiteral("http://deb.example/debian");
    expected.cacheLimit = qint64(20) << 30;
    QVERIFY(stored() == expected);
    const PreferencesDialog again(place());
    QVERIFY(again.chosen() == expected);
}

void PreferencesDialogTest::appliesOnlyWhatIsAnother()
{
    PreferencesDialog dialog(place());
    auto *apply = part<QAbstractButton>(dialog, "apply");
    QVERIFY(!apply->isEnabled());
    part<QCheckBox>(dialog, "sounds")->setChecked(false);
    QVERIFY(apply->isEnabled());
    apply->click();
    QVERIFY(!apply->isEnabled());
    QVERIFY(!stored().sounds);
    part<QCheckBox>(dialog, "sounds")->setChecked(true);
    click(dialog, "cancel");
    QVERIFY(!stored().sounds);
}

void PreferencesDialogTest::showsWhatTheAdministratorHasFixed()
{
    PreferencesPlace at = place();
    at.site.confirmAlways = true;
    at.site.allowedReaders = {first};
    PreferencesDialog dialog(at);
    auto *confirm = part<QCheckBox>(dialog, "confirmAlways");
    QVERIFY(confirm->isChecked() && !confirm->isEnabled());
    QVERIFY(part<Note>(dialog, "confirmFixed")->text().contains(at.siteFile));
    QVERIFY(part<Note>(dialog, "readersFixed")->text().contains(at.siteFile));
    part<QCheckBox>(dialog, "onlyTicked")->setChecked(true);
    QVERIFY(item(dialog, 0, 1)->flags() & Qt::ItemIsUserCheckable);
    QVERIFY(!(item(dialog, 1, 1)->flags() & Qt::ItemIsUserCheckable));
    QCOMPARE(item(dialog, 1, 1)->text(), QStringLiteral("not at this site"));
    QCOMPARE(dialog.chosen().allowedReaders, QStringList{first});
    const PreferencesDialog free(place());
    QVERIFY(part<Note>(free, "confirmFixed")->isHidden() && part<Note>(free, "readersFixed")->isHidden());
}

void PreferencesDialogTest::keepsOnesOwnChoiceBelowTheSites()
{
    PreferencesPlace at = place();
    at.site.confirmAlways = true;
    PreferencesDialog dialog(at);
    part<QCheckBox>(dialog, "sounds")->setChecked(false);
    click(dialog, "ok");
    QVERIFY(!stored().confirmAlways);
}

void PreferencesDialogTest::wantsATickBeforeNotVerifying()
{
    PreferencesDialog dialog(place());
    const auto *warning = part<Note>(dialog, "verifyWarning");
    QVERIFY(warning->isHidden());
    part<QCheckBox>(dialog, "verify")->setChecked(false);
    QVERIFY(!warning->isHidden() && warning->text().contains(QLatin1String("bad card")));
    click(dialog, "ok");
    QVERIFY(problem(dialog).contains(QLatin1String("Verifying is turned off")));
    QVERIFY(stored().verify);
    part<QCheckBox>(dialog, "knowing")->setChecked(true);
    part<QCheckBox>(dialog, "verify")->setChecked(true);
    part<QCheckBox>(dialog, "verify")->setChecked(false); // it has to be ticked each time
    QVERIFY(!part<QCheckBox>(dialog, "knowing")->isChecked());
    part<QCheckBox>(dialog, "knowing")->setChecked(true);
    click(dialog, "ok");
    QVERIFY(!stored().verify);
    PreferencesDialog again(place());
    QVERIFY(!part<Note>(again, "verifyWarning")->isHidden()); // still said
    click(again, "ok");
    QCOMPARE(again.result(), int(QDialog::Accepted));
}

void PreferencesDialogTest::namesReaders()
{
    PreferencesDialog dialog(place());
    QCOMPARE(item(dialog, 0, 0)->text(), QStringLiteral("Reader 1"));
    item(dialog, 0, 0)->setText(QStringLiteral("Left <b>one</b>"));
    click(dialog, "ok");
    const auto names = [&] {
        const ReaderNames known(place().readersFile);
        return QStringList{known.readers()[0].name(), known.readers()[1].name()};
    };
    QCOMPARE(names(), (QStringList{QStringLiteral("Left <b>one</b>"), QStringLiteral("Reader 2")}));
    PreferencesDialog again(place());
    item(again, 0, 0)->setText({});
    click(again, "ok");
    QCOMPARE(names(), (QStringList{QStringLiteral("Reader 1"), QStringLiteral("Reader 2")}));
    QVERIFY(ReaderNames(place().readersFile).readers()[0].ownName.isEmpty());
}

void PreferencesDialogTest::swapsNames()
{
    ReaderNames names(place().readersFile);
    QVERIFY(names.setName(first, QStringLiteral("Left")));
    QVERIFY(names.setName(second, QStringLiteral("Right")));
    PreferencesDialog dialog(place());
    item(dialog, 0, 0)->setText(QStringLiteral("Right"));
    item(dialog, 1, 0)->setText(QStringLiteral("Left"));
    click(dialog, "ok");
    const ReaderNames known(place().readersFile);
    QCOMPARE(known.readers()[0].name(), QStringLiteral("Right"));
    QCOMPARE(known.readers()[1].name(), QStringLiteral("Left"));
}

void PreferencesDialogTest::refusesBadNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("taken") << QStringLiteral("Reader 2");
    QTest::newRow("long") << QString(41, u'x');
    QTest::newRow("unprintable") << QStringLiteral("a\u202Eb");
    QTest::newRow("two lines") << QStringLiteral("a\nb");
}

void PreferencesDialogTest::refusesBadNames()
{
    QFETCH(QString, name);
    PreferencesDialog dialog(place());
    item(dialog, 0, 0)->setText(name);
    part<QCheckBox>(dialog, "sounds")->setChecked(false);
    click(dialog, "ok");
    QVERIFY(!problem(dialog).isEmpty());
    QCOMPARE(ReaderNames(place().readersFile).readers()[0].name(), QStringLiteral("Reader 1"));
    QVERIFY(stored().sounds);
}

void PreferencesDialogTest::allowsOnlyTickedReaders()
{
    PreferencesDialog dialog(place());
    QVERIFY(!(item(dialog, 0, 1)->flags() & Qt::ItemIsUserCheckable)); // all are allowed
    part<QCheckBox>(dialog, "onlyTicked")->setChecked(true);
    item(dialog, 0, 1)->setCheckState(Qt::Unchecked);
    QCOMPARE(item(dialog, 0, 1)->text(), QStringLiteral("are not written"));
    click(dialog, "ok");
    QCOMPARE(stored().allowedReaders, QStringList{second});
}

/// Else unticking a reader would have no effect, as the port above it still allowed it.
void PreferencesDialogTest::replacesAPortByItsReaders()
{
    Preferences port;
    port.allowedReaders = {QStringLiteral("pci-0000:00:14.0-usb-0:2")};
    QVERIFY(savePreferences(place().file, port));
    PreferencesDialog dialog(place());
    QCOMPARE(item(dialog, 0, 1)->checkState(), Qt::Checked);
    QCOMPARE(item(dialog, 1, 1)->checkState(), Qt::Unchecked);
    item(dialog, 0, 1)->setCheckState(Qt::Unchecked);
    item(dialog, 1, 1)->setCheckState(Qt::Checked);
    QCOMPARE(dialog.chosen().allowedReaders, QStringList{second});
}

void PreferencesDialogTest::keepsAllowedPlacesThatWereNeverSeen()
{
    Preferences own;
    const QString slot = first + QStringLiteral("-scsi-0:0:0:1");
    own.allowedReaders = {QStringLiteral("platform-mmc"), slot};
    QVERIFY(savePreferences(place().file, own));
    PreferencesDialog dialog(place());
    QCOMPARE(item(dialog, 0, 1)->text(), QStringLiteral("in some slots are written"));
    QCOMPARE(item(dialog, 1, 1)->text(), QStringLiteral("are not written"));
    click(dialog, "ok");
    QCOMPARE(stored().allowedReaders, own.allowedReaders);
}

void PreferencesDialogTest::wantsOneReaderAtLeast()
{
    PreferencesDialog dialog(place());
    part<QCheckBox>(dialog, "onlyTicked")->setChecked(true);
    item(dialog, 0, 1)->setCheckState(Qt::Unchecked);
    item(dialog, 1, 1)->setCheckState(Qt::Unchecked);
    click(dialog, "ok");
    QVERIFY2(problem(dialog).contains(QLatin1String("No reader is ticked")), qPrintable(problem(dialog)));
}

void PreferencesDialogTest::goesToThePageWithTheProblem()
{
    PreferencesDialog dialog(place());
    const auto *tabs = part<QTabWidget>(dialog, "pages");
    QCOMPARE(tabs->currentIndex(), 0);
    part<QLineEdit>(dialog, "mirror")->setText(QStringLiteral("http://a\"; x"));
    click(dialog, "ok");
    QCOMPARE(tabs->currentIndex(), 3);
    QVERIFY(problem(dialog).contains(QLatin1String("no address of a mirror")));
    part<QLineEdit>(dialog, "mirror")->clear();
    QVERIFY(problem(dialog).isEmpty());
}

void PreferencesDialogTest::measuresAndCleansTheCache()
{
    PreferencesDialog dialog(place());
    const auto *size = part<QLabel>(dialog, "cacheSize");
    const auto *clean = part<QAbstractButton>(dialog, "clean");
    QTRY_COMPARE(size->text(), QStringLiteral("The cache takes 3.0 GiB."));
    QVERIFY(clean->isEnabled());
    part<QSpinBox>(dialog, "keep")->setValue(1);
    click(dialog, "clean");
    QVERIFY(!clean->isEnabled() && part<QAbstractButton>(dialog, "stop")->isEnabled());
    m_cache.go.release();
    QTRY_COMPARE(size->text(), QStringLiteral("2.0 GiB removed. The cache takes 1.0 GiB."));
    QCOMPARE(m_cache.limit.load(), qint64(1) << 30);
}

void PreferencesDialogTest::stopsCleaning()
{
    PreferencesDialog dialog(place());
    QTRY_VERIFY(part<QAbstractButton>(dialog, "clean")->isEnabled());
    click(dialog, "clean");
    click(dialog, "stop");
    QTRY_VERIFY(part<QLabel>(dialog, "cacheSize")->text().endsWith(QLatin1String("The cache takes 3.0 GiB.")));
    QCOMPARE(m_cache.limit.load(), -1);
    QVERIFY(part<QAbstractButton>(dialog, "clean")->isEnabled());
}

void PreferencesDialogTest::cleansNothingThatIsNoCache()
{
    PreferencesDialog dialog(place());
    QTRY_VERIFY(part<QAbstractButton>(dialog, "clean")->isEnabled());
    auto *folder = part<QLineEdit>(dialog, "cacheFolder");
    folder->setText(m_folder->path()); // has the readers' file in it
    QVERIFY(!part<QAbstractButton>(dialog, "clean")->isEnabled());
    Q_EMIT folder->editingFinished();
    QVERIFY(part<QLabel>(dialog, "cacheSize")->text().contains(QLatin1String("holds other things")));
    QVERIFY(!part<QAbstractButton>(dialog, "clean")->isEnabled());
    click(dialog, "ok");
    QVERIFY(problem(dialog).contains(QLatin1String("holds other things")));
}

void PreferencesDialogTest::restoresDefaults()
{
    Preferences own;
    own.verify = false;
    own.sounds = false;
    own.proxy = QStringLiteral("http://proxy.example");
    own.allowedReaders = {second};
    QVERIFY(savePreferences(place().file, own));
    PreferencesDialog dialog(place());
    QVERIFY(dialog.chosen() == own);
    click(dialog, "defaults");
    QVERIFY(dialog.chosen() == Preferences{});
    QVERIFY(stored() == own); // not before it is applied
    click(dialog, "apply");
    QVERIFY(stored() == Preferences{});
}

void PreferencesDialogTest::saysWhatIsWrongWithTheFile()
{
    QVERIFY(writeFile(place().file, "[signals]\nsounds=<b>loud</b>\n"));
    PreferencesDialog dialog(place());
    QVERIFY(problem(dialog).contains(QLatin1String("signals/sounds")));
}

void PreferencesDialogTest::namesEveryControl()
{
    PreferencesDialog dialog(place());
    dialog.show();
    for (const QWidget *widget : dialog.findChildren<QWidget *>()) {
        const bool isControl = qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget)
            || qobject_cast<const QComboBox *>(widget) || qobject_cast<const QSpinBox *>(widget) || qobject_cast<const QTableWidget *>(widget);
        if (!isControl || widget->objectName().startsWith(QLatin1String("qt_")) || qobject_cast<const QTabWidget *>(widget->parentWidget())
            || widget->inherits("QTableCornerButton") || widget->parentWidget()->inherits("QTabBar"))
            continue;
        const QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
        QVERIFY(accessible);
        QVERIFY2(!accessible->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
        QVERIFY2(!widget->objectName().isEmpty(), qPrintable(accessible->text(QAccessible::Name)));
    }
}

QTEST_MAIN(PreferencesDialogTest)
#include "tst_preferencesdialog.moc"
