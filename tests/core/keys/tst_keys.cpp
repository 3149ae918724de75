// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/keys.h"

#include "core/base/files.h"
#include "core/base/process.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace coffer;

class KeysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void hasTheLayoutOfTheManual();
    void findsNothingInAnEmptyFolder();
    void createsAllKeysForUsAlone();
    void namesTheClusterInComments();
    void tellsTheFingerprintsThatSshKeygenTells();
    void makesAnotherSecretEachTime();
    void completesAFolderOfTheManual();
    void createsOnlyWhatIsMissing();
    void changesNothingWhenAllIsThere();
    void refusesWrongFiles_data();
    void refusesWrongFiles();
    void neverReplacesHalfAPair();
    void keepsOtherFilesOfAFolder();
    void refusesFoldersThatAreLinks();
    void waitsForNobody();
    void stopsWhenCancelled();
    void leavesNothingHalfWhenKilled();

private:
    QString path(const QString &name) const { return m_folder->path() + u'/' + name; }
    QMap<QString, QByteArray> contents() const;
    void spoil(const QString &name, const QByteArray &data);
    QByteArray sshKeygen(const QStringList &arguments);

    std::unique_ptr<QTemporaryDir> m_original; ///< a whole set, made once
    std::unique_ptr<QTemporaryDir> m_folder;   ///< a copy of it for each test
    Progress m_progress;
};

static const QStringList allNames{QStringLiteral("cc"), QStringLiteral("root"), QStringLiteral("host ecdsa"),
                                  QStringLiteral("host ed25519"), QStringLiteral("host rsa"), QStringLiteral("share")};

/// All files below the folder: relative name → inode and contents.
QMap<QString, QByteArray> KeysTest::contents() const
{
    QMap<QString, QByteArray> files;
    QDirIterator it(m_folder->path(), QDir::Files | QDir::Dirs | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString file = it.next();
        struct stat info = {};
        ::lstat(QFile::encodeName(file).constData(), &info);
        if (S_ISREG(info.st_mode))
            files.insert(QDir(m_folder->path()).relativeFilePath(file), QByteArray::number(quint64(info.st_ino)) + ':' + readFile(file).value_or(QByteArray()));
        else if (it.fileName().startsWith(u'.'))
            files.insert(file, "leftover folder");
    }
    return files;
}

void KeysTest::spoil(const QString &name, const QByteArray &data)
{
    const QFileDevice::Permissions permissions = QFile::permissions(path(name));
    QVERIFY(writeFile(path(name), data));
    QVERIFY(QFile::setPermissions(path(name), permissions));
}

QByteArray KeysTest::sshKeygen(const QStringList &arguments)
{
    Command command;
    command.program = QStringLiteral("ssh-keygen");
    command.arguments = arguments;
    return runProcess(command, m_progress).value_or(QByteArray());
}

void KeysTest::initTestCase()
{
    if (findProgram(QStringLiteral("ssh-keygen")).isEmpty())
        QFAIL("ssh-keygen is needed: install openssh-client");
    m_original = std::make_unique<QTemporaryDir>();
    const auto created = createKeys(m_original->path(), QStringLiteral("c16"), m_progress);
    QVERIFY2(created, created ? "" : qPrintable(created.error().message));
    QCOMPARE(*created, allNames);
}

void KeysTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QCOMPARE(QProcess::execute(QStringLiteral("cp"), {QStringLiteral("-a"), m_original->path() + QStringLiteral("/."), m_folder->path()}), 0);
}

void KeysTest::hasTheLayoutOfTheManual()
{
    const QStringList manual{QStringLiteral("cc/id_ed25519"), QStringLiteral("root/id_ed25519"), QStringLiteral("host_keys/ssh_host_ecdsa_key"),
                             QStringLiteral("host_keys/ssh_host_ed25519_key"), QStringLiteral("host_keys/ssh_host_rsa_key"),
                             QStringLiteral("share/secret")}; // the last one is ours
    const QList<KeyPair> keys = keyLayout(QStringLiteral("/keys"));
    QCOMPARE(keys.size(), manual.size());
    for (qsizetype i = 0; i < keys.size(); ++i) {
        QCOMPARE(keys[i].name, allNames[i]);
        QCOMPARE(keys[i].privatePath, QStringLiteral("/keys/") + manual[i]);
        QCOMPARE(keys[i].publicPath, keys[i].isSecret() ? QString() : QStringLiteral("/keys/") + manual[i] + QStringLiteral(".pub"));
    }
}

void KeysTest::findsNothingInAnEmptyFolder()
{
    const auto keys = checkKeys(path(QStringLiteral("nothing")), m_progress);
    QVERIFY(keys);
    for (const KeyPair &key : *keys)
        QVERIFY(!key.present && key.fingerprint.isEmpty());
}

void KeysTest::createsAllKeysForUsAlone()
{
    const QString fresh = path(QStringLiteral("deep/below/keys"));
    QVERIFY(createKeys(fresh, QStringLiteral("c16"), m_progress));
    const auto keys = checkKeys(fresh, m_progress);
    QVERIFY(keys);
    for (const KeyPair &key : *keys) {
        QVERIFY(key.present);
        struct stat info = {};
        QCOMPARE(::stat(QFile::encodeName(key.privatePath).constData(), &info), 0);
        QCOMPARE(info.st_mode & 07777, mode_t(0600));
        QCOMPARE(::stat(QFile::encodeName(QFileInfo(key.privatePath).path()).constData(), &info), 0);
        QCOMPARE(info.st_mode & 07777, mode_t(0700));
    }
    QCOMPARE(QDir(fresh).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 4);
}

void KeysTest::namesTheClusterInComments()
{
    QVERIFY(readFile(path(QStringLiteral("root/id_ed25519.pub")))->endsWith(" root@c16\n"));
    QVERIFY(readFile(path(QStringLiteral("cc/id_ed25519.pub")))->endsWith(" cc@c16\n"));
    QVERIFY(readFile(path(QStringLiteral("host_keys/ssh_host_rsa_key.pub")))->endsWith(" root@c16\n"));
}

void KeysTest::tellsTheFingerprintsThatSshKeygenTells()
{
    const auto keys = checkKeys(m_folder->path(), m_progress);
    QVERIFY(keys);
    for (const KeyPair &key : *keys) {
        if (key.isSecret())
            continue;
        const QList<QByteArray> told = sshKeygen({QStringLiteral("-l"), QStringLiteral("-f"), key.publicPath}).split(' ');
        QCOMPARE(key.fingerprint.toUtf8(), told.value(1));
        QVERIFY(key.fingerprint.startsWith(QStringLiteral("SHA256:")));
        if (key.type == QLatin1String("rsa"))
            QVERIFY(told.first().toInt() >= 3072);
    }
}

void KeysTest::makesAnotherSecretEachTime()
{
    const QString fresh = path(QStringLiteral("fresh"));
    QVERIFY(createKeys(fresh, QStringLiteral("c16"), m_progress));
    const QByteArray one = *readFile(path(QStringLiteral("share/secret")));
    const QByteArray other = *readFile(fresh + QStringLiteral("/share/secret"));
    QVERIFY(one.size() == 33 && other.size() == 33 && one != other);
}

void KeysTest::completesAFolderOfTheManual()
{
    const QMap<QString, QByteArray> before = contents();
    QVERIFY(QDir(path(QStringLiteral("share"))).removeRecursively());
    QCOMPARE(*createKeys(m_folder->path(), QStringLiteral("c16"), m_progress), QStringList{QStringLiteral("share")});
    QCOMPARE(contents().keys(), before.keys());
}

void KeysTest::createsOnlyWhatIsMissing()
{
    const QMap<QString, QByteArray> before = contents();
    QVERIFY(QFile::remove(path(QStringLiteral("host_keys/ssh_host_ed25519_key"))));
    QVERIFY(QFile::remove(path(QStringLiteral("host_keys/ssh_host_ed25519_key.pub"))));
    QVERIFY(QDir(path(QStringLiteral("cc"))).removeRecursively());

    const auto created = createKeys(m_folder->path(), QStringLiteral("c16"), m_progress);

    QVERIFY2(created, created ? "" : qPrintable(created.error().message));
    QCOMPARE(*created, (QStringList{QStringLiteral("cc"), QStringLiteral("host ed25519")}));
    const QMap<QString, QByteArray> after = contents();
    QCOMPARE(after.keys(), before.keys());
    for (auto it = before.cbegin(); it != before.cend(); ++it) {
        const bool isNew = it.key().startsWith(QStringLiteral("cc/")) || it.key().contains(QStringLiteral("host_ed25519"));
        QCOMPARE(after.value(it.key()) == *it, !isNew); // the others are the very same files
    }
}

void KeysTest::changesNothingWhenAllIsThere()
{
    const QMap<QString, QByteArray> before = contents();
    const auto created = createKeys(m_folder->path(), QStringLiteral("other"), m_progress);
    QVERIFY(created);
    QVERIFY(created->isEmpty());
    QCOMPARE(contents(), before);
}

void KeysTest::refusesWrongFiles_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<Errc>("code");
    QTest::addColumn<QString>("named"); ///< the file that the message must name
    QTest::addColumn<QString>("remedy");
    const QString rootKey = QStringLiteral("root/id_ed25519");
    QTest::newRow("readable") << QStringLiteral("readable") << Errc::Refused << rootKey << QStringLiteral("chmod 600");
    QTest::newRow("writable public file") << QStringLiteral("writable") << Errc::Refused << rootKey + QStringLiteral(".pub") << QStringLiteral("chmod 644");
    QTest::newRow("link") << QStringLiteral("link") << Errc::Refused << rootKey << QStringLiteral("put the key itself");
    QTest::newRow("public link") << QStringLiteral("public link") << Errc::Refused << rootKey + QStringLiteral(".pub") << QStringLiteral("put the key itself");
    QTest::newRow("dangling link") << QStringLiteral("dangling") << Errc::Refused << rootKey << QStringLiteral("put the key itself");
    QTest::newRow("folder") << QStringLiteral("folder") << Errc::Refused << rootKey << QStringLiteral("put the key itself");
    QTest::newRow("pipe") << QStringLiteral("pipe") << Errc::Refused << rootKey << QStringLiteral("put the key itself");
    QTest::newRow("other public") << QStringLiteral("other public") << Errc::InvalidInput << rootKey + QStringLiteral(".pub") << QStringLiteral("ssh-keygen -y");
    QTest::newRow("empty public") << QStringLiteral("empty public") << Errc::InvalidInput << rootKey + QStringLiteral(".pub") << QStringLiteral("ssh-keygen -y");
    QTest::newRow("huge public") << QStringLiteral("huge public") << Errc::InvalidInput << rootKey + QStringLiteral(".pub") << QStringLiteral("larger");
    QTest::newRow("no public") << QStringLiteral("no public") << Errc::InvalidInput << rootKey + QStringLiteral(".pub") << QStringLiteral("ssh-keygen -y");
    QTest::newRow("no private") << QStringLiteral("no private") << Errc::InvalidInput << rootKey << QStringLiteral("bring it back");
    QTest::newRow("garbage") << QStringLiteral("garbage") << Errc::InvalidInput << rootKey << QStringLiteral("coffer keys create");
    QTest::newRow("passphrase") << QStringLiteral("passphrase") << Errc::InvalidInput << rootKey << QStringLiteral("without passphrase");
    QTest::newRow("other type") << QStringLiteral("other type") << Errc::InvalidInput << rootKey << QStringLiteral("ecdsa");
    QTest::newRow("short secret") << QStringLiteral("short secret") << Errc::InvalidInput << QStringLiteral("share/secret") << QStringLiteral("coffer keys create");
    QTest::newRow("secret of two lines") << QStringLiteral("two lines") << Errc::InvalidInput << QStringLiteral("share/secret") << QStringLiteral("coffer keys create");
    QTest::newRow("readable secret") << QStringLiteral("readable secret") << Errc::Refused << QStringLiteral("share/secret") << QStringLiteral("chmod 600");
    QTest::newRow("short rsa") << QStringLiteral("short rsa") << Errc::InvalidInput << QStringLiteral("host_keys/ssh_host_rsa_key") << QStringLiteral("3072");
}

void KeysTest::refusesWrongFiles()
{
    QFETCH(QString, what);
    QFETCH(Errc, code);
    QFETCH(QString, named);
    QFETCH(QString, remedy);
    const QString key = path(QStringLiteral("root/id_ed25519"));
    const QString publicKey = key + QStringLiteral(".pub");
    const auto linkTo = [&](const QString &file, const QString &target) {
        QFile::remove(file);
        QVERIFY(QFile::link(target, file));
    };
    if (what == QLatin1String("readable"))
        QVERIFY(::chmod(QFile::encodeName(key).constData(), 0640) == 0);
    else if (what == QLatin1String("short secret"))
        spoil(QStringLiteral("share/secret"), "abc123\n");
    else if (what == QLatin1String("two lines"))
        spoil(QStringLiteral("share/secret"), "AAAAAAAAAAAAAAAAAAAAAAAA\nBBBBBBBBBBBBBBBBBBBBBBBBB\n");
    else if (what == QLatin1String("readable secret"))
        QVERIFY(::chmod(QFile::encodeName(path(QStringLiteral("share/secret"))).constData(), 0644) == 0);
    else if (what == QLatin1String("writable"))
        QVERIFY(::chmod(QFile::encodeName(publicKey).constData(), 0666) == 0);
    else if (what == QLatin1String("link"))
        linkTo(key, path(QStringLiteral("cc/id_ed25519")));
    else if (what == QLatin1String("public link"))
        linkTo(publicKey, path(QStringLiteral("cc/id_ed25519.pub")));
    else if (what == QLatin1String("dangling"))
        linkTo(key, path(QStringLiteral("nothing")));
    else if (what == QLatin1String("folder"))
        QVERIFY(QFile::remove(key) && QDir().mkpath(key));
    else if (what == QLatin1String("pipe"))
        QVERIFY(QFile::remove(key) && ::mkfifo(QFile::encodeName(key).constData(), 0600) == 0);
    else if (what == QLatin1String("other public"))
        spoil(QStringLiteral("root/id_ed25519.pub"), *readFile(path(QStringLiteral("cc/id_ed25519.pub"))));
    else if (what == QLatin1String("empty public"))
        spoil(QStringLiteral("root/id_ed25519.pub"), {});
    else if (what == QLatin1String("huge public"))
        QVERIFY(QFile::resize(publicKey, qint64(8) << 30));
    else if (what == QLatin1String("no public"))
        QVERIFY(QFile::remove(publicKey));
    else if (what == QLatin1String("no private"))
        QVERIFY(QFile::remove(key));
    else if (what == QLatin1String("garbage"))
        spoil(QStringLiteral("root/id_ed25519"), "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n");
    else if (what == QLatin1String("passphrase"))
        sshKeygen({QStringLiteral("-p"), QStringLiteral("-P"), QString(), QStringLiteral("-N"), QStringLiteral("passphrase1"), QStringLiteral("-f"), key});
    else if (what == QLatin1String("other type"))
        QVERIFY(QFile::remove(key) && QFile::remove(publicKey)
                && (sshKeygen({QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ecdsa"), QStringLiteral("-N"), QString(), QStringLiteral("-f"), key}), true));
    else if (const QString rsa = path(QStringLiteral("host_keys/ssh_host_rsa_key")); what == QLatin1String("short rsa"))
        QVERIFY(QFile::remove(rsa) && QFile::remove(rsa + QStringLiteral(".pub"))
                && (sshKeygen({QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("rsa"), QStringLiteral("-b"), QStringLiteral("2048"),
                               QStringLiteral("-N"), QString(), QStringLiteral("-f"), rsa}), true));
    const QMap<QString, QByteArray> before = what == QLatin1String("huge public") ? QMap<QString, QByteArray>() : contents();

    const auto checked = checkKeys(m_folder->path(), m_progress);
    const auto created = createKeys(m_folder->path(), QStringLiteral("c16"), m_progress);

    QVERIFY(!checked && !created);
    QCOMPARE(checked.error().code, code);
    QVERIFY2(checked.error().message.startsWith(path(named) + u' '), qPrintable(checked.error().message));
    QVERIFY2(checked.error().message.contains(remedy), qPrintable(checked.error().message));
    QVERIFY(!checked.error().message.contains(QStringLiteral("passphrase1")) && !checked.error().message.contains(QStringLiteral("abc123")));
    if (!before.isEmpty())
        QCOMPARE(contents(), before);
}

void KeysTest::neverReplacesHalfAPair()
{
    const QString publicKey = path(QStringLiteral("cc/id_ed25519.pub"));
    QVERIFY(QFile::remove(path(QStringLiteral("cc/id_ed25519"))));
    QVERIFY(QDir(path(QStringLiteral("root"))).removeRecursively());
    const QByteArray before = *readFile(publicKey);
    QVERIFY(!createKeys(m_folder->path(), QStringLiteral("c16"), m_progress));
    QCOMPARE(*readFile(publicKey), before);
    QVERIFY(!QFileInfo::exists(path(QStringLiteral("cc/id_ed25519"))));
}

void KeysTest::keepsOtherFilesOfAFolder()
{
    QVERIFY(writeFile(path(QStringLiteral("cc/.config")), "mine"));
    QVERIFY(QFile::remove(path(QStringLiteral("cc/id_ed25519"))) && QFile::remove(path(QStringLiteral("cc/id_ed25519.pub"))));
    QVERIFY(createKeys(m_folder->path(), QStringLiteral("c16"), m_progress));
    QCOMPARE(*readFile(path(QStringLiteral("cc/.config"))), QByteArray("mine"));
    QVERIFY(checkKeys(m_folder->path(), m_progress)->first().present);
}

void KeysTest::refusesFoldersThatAreLinks()
{
    const QTemporaryDir elsewhere;
    QVERIFY(QDir(path(QStringLiteral("cc"))).removeRecursively());
    QVERIFY(QFile::link(elsewhere.path(), path(QStringLiteral("cc"))));
    const auto created = createKeys(m_folder->path(), QStringLiteral("c16"), m_progress);
    QVERIFY(!created);
    QCOMPARE(created.error().code, Errc::Refused);
    QVERIFY(QDir(elsewhere.path()).isEmpty());
}

void KeysTest::waitsForNobody()
{
    const Fd other(::open(QFile::encodeName(m_folder->path()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    QCOMPARE(::flock(other.get(), LOCK_EX), 0);
    QCOMPARE(createKeys(m_folder->path(), QStringLiteral("c16"), m_progress).error().code, Errc::Busy);
}

void KeysTest::stopsWhenCancelled()
{
    const QString fresh = path(QStringLiteral("fresh"));
    CancelToken cancel;
    Progress progress([&](const ProgressEvent &event) {
        if (event.phase == QLatin1String("keys"))
            cancel.cancel();
    }, cancel);
    const auto created = createKeys(fresh, QStringLiteral("c16"), progress);
    QVERIFY(!created);
    QCOMPARE(created.error().code, Errc::Cancelled);
    QVERIFY(QDir(fresh).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).isEmpty());
}

void KeysTest::leavesNothingHalfWhenKilled()
{
    int interrupted = 0;
    for (int round = 0; round < 10; ++round) {
        const QString fresh = path(QStringLiteral("killed%1").arg(round));
        QVERIFY(makeDirectory(fresh));
        // One key of a folder is there already, so that folder is exchanged, not put where none was.
        QVERIFY(makeDirectory(fresh + QStringLiteral("/host_keys")));
        for (const QString &name : {QStringLiteral("/host_keys/ssh_host_ecdsa_key"), QStringLiteral("/host_keys/ssh_host_ecdsa_key.pub")})
            QCOMPARE(QProcess::execute(QStringLiteral("cp"), {QStringLiteral("-a"), m_original->path() + name, fresh + name}), 0);

        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--create"), fresh});
        QVERIFY(child.waitForStarted());
        if (!child.waitForFinished(5 + int(QRandomGenerator::global()->bounded(300)))) {
            ++interrupted;
            child.kill();
            QVERIFY(child.waitForFinished());
        }

        const auto keys = checkKeys(fresh, m_progress); // would refuse half a pair
        QVERIFY2(keys, keys ? "" : qPrintable(keys.error().message));
        QVERIFY(keys->at(2).present);
        QCOMPARE(keys->at(3).present, keys->at(4).present);
        const auto created = createKeys(fresh, QStringLiteral("c16"), m_progress);
        QVERIFY2(created, created ? "" : qPrintable(created.error().message));
        QCOMPARE(QDir(fresh).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 4);
        QCOMPARE(*readFile(fresh + QStringLiteral("/host_keys/ssh_host_ecdsa_key")), *readFile(path(QStringLiteral("host_keys/ssh_host_ecdsa_key"))));
    }
    QVERIFY(interrupted > 2);
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--create") == 0) { // the child that is killed
        Progress progress;
        return createKeys(QFile::decodeName(argv[2]), QStringLiteral("c16"), progress) ? 0 : 1;
    }
    KeysTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keys.moc"
