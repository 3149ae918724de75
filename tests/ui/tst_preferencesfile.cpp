// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "ui/preferences/preferencechecks.h"
#include "ui/preferences/preferencesfile.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

class PreferencesFileTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatWasSaved();
    void hasDefaultsWithoutAFile();
    void usesTheDefaultForABadValue_data();
    void usesTheDefaultForABadValue();
    void asksAboutEveryCardWhenItsRulesAreDamaged_data();
    void asksAboutEveryCardWhenItsRulesAreDamaged();
    void replacesADamagedFile();
    void saysWhenItCannotBeWritten();
    void takesAddresses_data();
    void takesAddresses();
    void takesOnlyFoldersThatMayBeCleaned();
    void onlyNarrowsTheSite_data();
    void onlyNarrowsTheSite();

private:
    /// A file that no test had before, as QSettings remembers those it has read.
    QString fileWith(const QByteArray &text)
    {
        const QString path = m_folder.filePath(QStringLiteral("%1.ini").arg(++m_files));
        return writeFile(path, text) ? path : QString();
    }

    QTemporaryDir m_folder;
    int m_files = 0;
};

void PreferencesFileTest::keepsWhatWasSaved()
{
    Preferences saved;
    saved.allowedReaders = {QStringLiteral("pci-0000:00:14.0-usb-0:2:1.0")};
    saved.confirmAlways = true;
    saved.verify = false;
    saved.sounds = false;
    saved.notifications = false;
    saved.cacheFolder = m_folder.filePath(QStringLiteral("a cache, größer"));
    saved.cacheLimit = qint64(20) << 30;
    saved.proxy = QStringLiteral("http://proxy.example:3128");
    saved.mirror = QStringLiteral("https://deb.example/debian");
    saved.language = QStringLiteral("de");
    const QString path = m_folder.filePath(QStringLiteral("new/folder/station.ini"));
    QVERIFY(savePreferences(path, saved));
    const LoadedPreferences one = loadPreferences(path);
    QVERIFY2(one.warning.isEmpty(), qPrintable(one.warning));
    QVERIFY(one.values == saved);

    saved.allowedReaders += QStringLiteral("pci-0000:00:14.0-usb-0:3:1.0");
    QVERIFY(savePreferences(path, saved));
    QVERIFY(loadPreferences(path).values == saved);
    QVERIFY(savePreferences(path, {}));
    QVERIFY(loadPreferences(path).values == Preferences{});
    QVERIFY(loadPreferences(path).warning.isEmpty());
}

void PreferencesFileTest::hasDefaultsWithoutAFile()
{
    const LoadedPreferences loaded = loadPreferences(m_folder.filePath(QStringLiteral("none.ini")));
    QVERIFY(loaded.values == Preferences{});
    QVERIFY(loaded.values.verify);
    QVERIFY(loaded.warning.isEmpty());
}

void PreferencesFileTest::usesTheDefaultForABadValue_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("key");
    QTest::newRow("a word for yes or no") << QByteArray("[signals]\nsounds=perhaps\n") << "signals/sounds";
    QTest::newRow("a list for yes or no") << QByteArray("[signals]\nnotifications=true, false\n") << "signals/notifications";
    QTest::newRow("nothing for yes or no") << QByteArray("[signals]\nsounds=\n") << "signals/sounds";
    QTest::newRow("a negative size") << QByteArray("[building]\ncacheLimit=-1\n") << "building/cacheLimit";
    QTest::newRow("a size beyond all disks") << QByteArray("[building]\ncacheLimit=9223372036854775807\n") << "building/cacheLimit";
    QTest::newRow("a relative folder") << QByteArray("[building]\ncacheFolder=cache\n") << "building/cacheFolder";
    QTest::newRow("a folder with other things") << QByteArray("[building]\ncacheFolder=/etc\n") << "building/cacheFolder";
    QTest::newRow("apt's syntax in the proxy") << QByteArray("[building]\nproxy=\"http://a\\\"; DPkg::Pre-Invoke \\\"x\"\n") << "building/proxy";
    QTest::newRow("a line in the mirror") << QByteArray("[building]\nmirror=http://a/debian\\nTrusted: yes\n") << "building/mirror";
    QTest::newRow("a list for the mirror") << QByteArray("[building]\nmirror=\"http://a\", \"http://b\"\n") << "building/mirror";
    QTest::newRow("an unknown language") << QByteArray("[look]\nlanguage=../../x\n") << "look/language";
}

void PreferencesFileTest::usesTheDefaultForABadValue()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, key);
    const QString path = fileWith(text);
    const LoadedPreferences loaded = loadPreferences(path);
    QVERIFY(loaded.values == Preferences{});
    QVERIFY2(loaded.warning.contains(key) && loaded.warning.contains(path), qPrintable(loaded.warning));
}

void PreferencesFileTest::asksAboutEveryCardWhenItsRulesAreDamaged_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no places") << QByteArray("[cards]\nallowedReaders=a b;c\n");
    QTest::newRow("an empty list") << QByteArray("[cards]\nallowedReaders=\n");
    QTest::newRow("confirm") << QByteArray("[cards]\nconfirmAlways=yes\n");
    QTest::newRow("verify") << QByteArray("[cards]\nverify=0\n");
    QTest::newRow("binary kinds of value") << QByteArray("[cards]\nverify=@Variant(\\0\\0\\0\\x7f\\xff\\xff\\xff\\xff)\n");
    QTest::newRow("no INI at all") << QByteArray("\x7f""ELF\0\0\0\0", 8);
    QTest::newRow("huge") << QByteArray((1 << 20) + 1, 'x');
}

void PreferencesFileTest::asksAboutEveryCardWhenItsRulesAreDamaged()
{
    QFETCH(QByteArray, text);
    const LoadedPreferences loaded = loadPreferences(fileWith(text));
    Preferences careful;
    careful.confirmAlways = true;
    QVERIFY(loaded.values == careful);
    QVERIFY(!loaded.warning.isEmpty());
}

void PreferencesFileTest::replacesADamagedFile()
{
    const QString path = fileWith("[cards\nverify=false\n=\n[[]]\nnonsense");
    QVERIFY(!loadPreferences(path).warning.isEmpty());
    Preferences saved;
    saved.sounds = false;
    QVERIFY(savePreferences(path, saved));
    QVERIFY(loadPreferences(path).values == saved);
    QVERIFY(loadPreferences(path).warning.isEmpty());
    const QByteArray text = readFile(path).value_or(QByteArray()); // what another process will read
    QVERIFY2(text.contains("sounds=false") && !text.contains("nonsense"), text.constData());
}

void PreferencesFileTest::saysWhenItCannotBeWritten()
{
    const QString inTheWay = fileWith("a file");
    const Status saved = savePreferences(inTheWay + QStringLiteral("/station.ini"), {});
    QVERIFY(!saved);
    QVERIFY(!saved.error().message.isEmpty());
    QVERIFY(QDir().mkpath(m_folder.filePath(QStringLiteral("folder.ini"))));
    QVERIFY(!savePreferences(m_folder.filePath(QStringLiteral("folder.ini")), {}));
}

void PreferencesFileTest::takesAddresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isProxy");
    QTest::addColumn<bool>("isMirror");
    const auto row = [](const char *address, bool isProxy, bool isMirror) { QTest::newRow(address) << QString::fromUtf8(address) << isProxy << isMirror; };
    row("", true, true);
    row("http://proxy.example:3128", true, true);
    row("http://proxy.example:3128/", true, true);
    row("https://192.0.2.1:8080", true, true);
    row("http://[2001:db8::1]:3128", true, true);
    row("http://mirror.example/debian", false, true);
    row("file:///srv/mirror", false, true);
    row("file://", false, false);
    row("http://", false, false);
    row("http:///debian", false, false);
    row("http://proxy:99999", false, false);
    row("ftp://proxy.example", false, false);
    row("proxy.example:3128", false, false);
    row("http://me:secret@proxy.example", false, false);
    row("http://proxy.example\n", false, false);
    row("http://proxy.example\";", false, false);
    row("http://a b", false, false);
    row("http://a/$(reboot)", false, false);
    row("http://ex\u202Eample", false, false);
    QTest::newRow("long") << QStringLiteral("http://a/") + QString(2000, u'a') << false << false;
}

void PreferencesFileTest::takesAddresses()
{
    QFETCH(QString, address);
    QTEST(checkProxy(address).has_value(), "isProxy");
    QTEST(checkMirror(address).has_value(), "isMirror");
    if (const Status mirror = checkMirror(address); !mirror) {
        QVERIFY(!mirror.error().message.contains(u'\n') && !mirror.error().message.contains(QChar(0x202E)));
        QVERIFY(mirror.error().message.size() < 300);
    }
}

void PreferencesFileTest::takesOnlyFoldersThatMayBeCleaned()
{
    QVERIFY(checkCacheFolder({}));
    QVERIFY(checkCacheFolder(m_folder.filePath(QStringLiteral("not there yet"))));
    const QString folder = m_folder.filePath(QStringLiteral("stock"));
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(checkCacheFolder(folder));
    QVERIFY(writeFile(folder + QStringLiteral("/.hidden"), "mine"));
    QVERIFY(!checkCacheFolder(folder));
    QVERIFY(writeFile(folder + QStringLiteral("/build.lock"), ""));
    QVERIFY(checkCacheFolder(folder));
    QVERIFY(!checkCacheFolder(folder + QStringLiteral("/build.lock")));
    QVERIFY(!checkCacheFolder(QStringLiteral("/")));
    QVERIFY(!checkCacheFolder(QStringLiteral("relative")));
    QVERIFY(!checkCacheFolder(QStringLiteral("/tmp/a\nb")));
}

void PreferencesFileTest::onlyNarrowsTheSite_data()
{
    QTest::addColumn<QStringList>("site");
    QTest::addColumn<QStringList>("own");
    QTest::addColumn<QStringList>("both");
    const QString port = QStringLiteral("pci-usb-0:2");
    const QString reader = QStringLiteral("pci-usb-0:2:1.0");
    const QString other = QStringLiteral("pci-usb-0:21:1.0");
    QTest::newRow("nothing said") << QStringList() << QStringList() << QStringList();
    QTest::newRow("the site's alone") << QStringList{port} << QStringList() << QStringList{port};
    QTest::newRow("one's own alone") << QStringList() << QStringList{reader} << QStringList{reader};
    QTest::newRow("a reader of the site's port") << QStringList{port} << QStringList{reader, other} << QStringList{reader};
    QTest::newRow("the site's slot of one's reader") << QStringList{reader} << QStringList{port} << QStringList{reader};
    QTest::newRow("the same") << QStringList{reader} << QStringList{reader} << QStringList{reader};
    QTest::newRow("nothing in common is nothing, not all") << QStringList{port} << QStringList{other} << QStringList{QStringLiteral("none")};
}

void PreferencesFileTest::onlyNarrowsTheSite()
{
    QFETCH(QStringList, site);
    QFETCH(QStringList, own);
    QFETCH(QStringList, both);
    Preferences preferences;
    preferences.allowedReaders = own;
    Site rules;
    rules.allowedReaders = site;
    rules.largestCard = 7;
    QCOMPARE(narrowed(rules, preferences).allowedReaders, both);
    QCOMPARE(narrowed(rules, preferences).largestCard, 7);
    QVERIFY(!narrowed(rules, preferences).confirmAlways);
    rules.confirmAlways = true;
    QVERIFY(narrowed(rules, preferences).confirmAlways);
    rules.confirmAlways = false;
    preferences.confirmAlways = true;
    QVERIFY(narrowed(rules, preferences).confirmAlways);
}

QTEST_GUILESS_MAIN(PreferencesFileTest)
#include "tst_preferencesfile.moc"
