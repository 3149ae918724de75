// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/userkey.h"

#include "core/base/files.h"
#include "core/base/process.h"
#include "core/keys/keys.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace coffer;

/// A user gets root's key, and nothing of the user's is lost.
class UserKeyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { m_home = std::make_unique<QTemporaryDir>(); }
    void putsTheKeyWhereSshLooks();
    void neverTakesAnothersPlace_data();
    void neverTakesAnothersPlace();
    void refusesWhenBothNamesAreTaken();
    void findsTheKeyThatIsThere();
    void makesSshKnowTheMachines();
    void addsBehindWhatIsKnown();
    void refusesAFolderThatSshWouldNotUse_data();
    void refusesAFolderThatSshWouldNotUse();
    void wantsTheRootKey();

private:
    QString ssh(const QString &name = {}) const { return m_home->path() + QStringLiteral("/.ssh") + (name.isEmpty() ? name : u'/' + name); }
    Result<UserKey> install() { return installRootKey(m_keys->path(), ssh(), QStringLiteral("c16"), {QStringLiteral("head"), QStringLiteral("head.c16"), QStringLiteral("172.27.142.250")}, m_progress); }
    static mode_t modeOf(const QString &path);
    void put(const QString &name, const QByteArray &text);
    QByteArray key() const { return readFile(m_keys->path() + QStringLiteral("/root/id_ed25519")).value_or(QByteArray()); }

    std::unique_ptr<QTemporaryDir> m_keys;
    std::unique_ptr<QTemporaryDir> m_home;
    Progress m_progress;
};

mode_t UserKeyTest::modeOf(const QString &path)
{
    struct stat info = {};
    return ::lstat(QFile::encodeName(path).constData(), &info) == 0 ? info.st_mode & 07777 : 0;
}

/// A file in a .ssh as ssh-keygen would have made it.
void UserKeyTest::put(const QString &name, const QByteArray &text)
{
    QVERIFY(writeFile(ssh(name), text, true));
    ::chmod(QFile::encodeName(ssh()).constData(), 0700);
}

void UserKeyTest::initTestCase()
{
    m_keys = std::make_unique<QTemporaryDir>();
    const auto created = createKeys(m_keys->path(), QStringLiteral("c16"), m_progress);
    QVERIFY2(created, created ? "" : qPrintable(created.error().message));
    QVERIFY(key().startsWith("-----BEGIN OPENSSH PRIVATE KEY-----"));
}

void UserKeyTest::putsTheKeyWhereSshLooks()
{
    const Result<UserKey> installed = install();

    QVERIFY2(installed, installed ? "" : qPrintable(installed.error().message));
    QCOMPARE(installed->path, ssh(QStringLiteral("id_ed25519")));
    QVERIFY(installed->isNew && installed->isDefault);
    QCOMPARE(*readFile(installed->path), key());
    QCOMPARE(*readFile(installed->path + QStringLiteral(".pub")), *readFile(m_keys->path() + QStringLiteral("/root/id_ed25519.pub")));
    QCOMPARE(modeOf(ssh()), mode_t(0700));
    QCOMPARE(modeOf(installed->path), mode_t(0600));
    QCOMPARE(modeOf(installed->path + QStringLiteral(".pub")), mode_t(0644));
    QCOMPARE(QDir(ssh()).entryList(QDir::Files | QDir::Hidden).size(), 3); // with known_hosts: nothing is left over
    QCOMPARE(describe(*installed, QStringLiteral("10.0.0.1")), QStringLiteral("Root's key is in %1 now; log in with: ssh root@10.0.0.1").arg(installed->path));
}

void UserKeyTest::neverTakesAnothersPlace_data()
{
    QTest::addColumn<QString>("taken");
    QTest::newRow("a key of the user's") << QStringLiteral("id_ed25519");
    QTest::newRow("a public key, its other half elsewhere") << QStringLiteral("id_ed25519.pub");
    QTest::newRow("a link to nothing") << QString();
}

void UserKeyTest::neverTakesAnothersPlace()
{
    QFETCH(QString, taken);
    put(QStringLiteral("config"), "");
    if (taken.isEmpty())
        QVERIFY(QFile::link(QStringLiteral("/nowhere/at/all"), ssh(QStringLiteral("id_ed25519"))));
    else
        put(taken, "the user's own");

    const Result<UserKey> installed = install();

    QVERIFY2(installed, installed ? "" : qPrintable(installed.error().message));
    QCOMPARE(installed->path, ssh(QStringLiteral("id_ed25519_c16")));
    QVERIFY(installed->isNew && !installed->isDefault);
    QCOMPARE(*readFile(installed->path), key());
    if (taken.isEmpty())
        QCOMPARE(QFile::symLinkTarget(ssh(QStringLiteral("id_ed25519"))), QStringLiteral("/nowhere/at/all"));
    else
        QCOMPARE(*readFile(ssh(taken)), QByteArray("the user's own"));
    QVERIFY(describe(*installed, QStringLiteral("head")).endsWith(QStringLiteral("ssh -i %1 root@head").arg(installed->path)));
}

void UserKeyTest::refusesWhenBothNamesAreTaken()
{
    put(QStringLiteral("id_ed25519"), "one");
    put(QStringLiteral("id_ed25519_c16"), "two");

    const Result<UserKey> installed = install();

    QVERIFY(!installed);
    QCOMPARE(installed.error().code, Errc::Refused);
    QVERIFY2(installed.error().message.contains(QStringLiteral("are other keys already")), qPrintable(installed.error().message));
    QCOMPARE(*readFile(ssh(QStringLiteral("id_ed25519"))), QByteArray("one"));
    QCOMPARE(*readFile(ssh(QStringLiteral("id_ed25519_c16"))), QByteArray("two"));
    QVERIFY(!QFile::exists(ssh(QStringLiteral("known_hosts"))));
}

void UserKeyTest::findsTheKeyThatIsThere()
{
    put(QStringLiteral("id_ed25519"), "the user's own");
    QVERIFY(install());

    const Result<UserKey> again = install();

    QVERIFY(again && !again->isNew);
    QCOMPARE(again->path, ssh(QStringLiteral("id_ed25519_c16")));
    QCOMPARE(again->newHosts, 0);
    QVERIFY(describe(*again, QStringLiteral("head")).contains(QStringLiteral("already")));
}

void UserKeyTest::makesSshKnowTheMachines()
{
    QCOMPARE(install()->newHosts, 3);
    for (const char *host : {"head", "head.c16", "172.27.142.250"}) {
        Command find;
        find.program = QStringLiteral("ssh-keygen");
        find.arguments = {QStringLiteral("-F"), QLatin1String(host), QStringLiteral("-f"), ssh(QStringLiteral("known_hosts"))};
        const QByteArray found = runProcess(find, m_progress).value_or(QByteArray());
        for (const char *type : {"ecdsa-sha2-nistp256", "ssh-ed25519", "ssh-rsa"})
            QVERIFY2(found.contains(type), host);
    }
    Command stranger;
    stranger.program = QStringLiteral("ssh-keygen");
    stranger.arguments = {QStringLiteral("-F"), QStringLiteral("elsewhere"), QStringLiteral("-f"), ssh(QStringLiteral("known_hosts"))};
    QVERIFY(!runProcess(stranger, m_progress)); // exit code 1: not known
}

void UserKeyTest::addsBehindWhatIsKnown()
{
    put(QStringLiteral("known_hosts"), "github.example ssh-ed25519 AAAA"); // without an end of line
    QVERIFY(install());
    const QByteArray known = *readFile(ssh(QStringLiteral("known_hosts")));
    QVERIFY(known.startsWith("github.example ssh-ed25519 AAAA\nhead,head.c16,172.27.142.250 "));
    QCOMPARE(known.count('\n'), 4);
    QVERIFY(install());
    QCOMPARE(*readFile(ssh(QStringLiteral("known_hosts"))), known);
}

void UserKeyTest::refusesAFolderThatSshWouldNotUse_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"link", "file", "open to all"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void UserKeyTest::refusesAFolderThatSshWouldNotUse()
{
    QFETCH(QString, kind);
    const QString elsewhere = m_home->filePath(QStringLiteral("elsewhere"));
    QVERIFY(QDir().mkpath(elsewhere));
    if (kind == QLatin1String("link"))
        QVERIFY(QFile::link(elsewhere, ssh()));
    else if (kind == QLatin1String("file"))
        QVERIFY(writeFile(ssh(), "no folder"));
    else
        QVERIFY(QDir().mkpath(ssh()) && ::chmod(QFile::encodeName(ssh()).constData(), 0777) == 0);

    const Result<UserKey> installed = install();

    QVERIFY(!installed);
    QCOMPARE(installed.error().code, Errc::Refused);
    QVERIFY(QDir(elsewhere).isEmpty());
    QVERIFY(!QFile::exists(ssh(QStringLiteral("id_ed25519"))));
}

void UserKeyTest::wantsTheRootKey()
{
    QTemporaryDir none;
    const Result<UserKey> installed = installRootKey(none.path(), ssh(), QStringLiteral("c16"), {}, m_progress);
    QVERIFY(!installed);
    QCOMPARE(installed.error().code, Errc::NotFound);
    QVERIFY(!QFile::exists(ssh()));
}

QTEST_GUILESS_MAIN(UserKeyTest)
#include "tst_userkey.moc"
