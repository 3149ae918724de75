// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/aptarchive.h"

#include "core/base/files.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

/// How a build's apt is configured; nothing is asked of the network.
class AptArchiveTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goesThroughTheProxyThatIsAskedFor();
    void takesPackagesFromTheClustersMirror();
    void takesSecurityUpdates_data();
    void takesSecurityUpdates();

private:
    Result<AptArchive> open(const QString &proxy, const QString &suite = QStringLiteral("trixie"), const QString &security = {});

    QTemporaryDir m_folder;
};

Result<AptArchive> AptArchiveTest::open(const QString &proxy, const QString &suite, const QString &security)
{
    BuildContext context;
    context.cluster.suite = suite;
    context.cluster.security = security;
    context.cluster.mirror = QStringLiteral("http://mirror.example/debian");
    context.cacheFolder = m_folder.path();
    context.proxy = proxy;
    Progress progress;
    return openArchive(context, progress);
}

/// apt itself says what it makes of the configuration.
void AptArchiveTest::goesThroughTheProxyThatIsAskedFor()
{
    const Result<AptArchive> archive = open(QStringLiteral("http://proxy.example:3128"));
    QVERIFY2(archive, archive ? "" : qPrintable(archive.error().message));
    for (const QString &config : {archive->configFile, archive->optionsFile, archive->configFor(QStringLiteral("arm64"))}) {
        QProcess apt;
        apt.start(QStringLiteral("apt-config"), {QStringLiteral("-c"), config, QStringLiteral("dump")});
        QVERIFY(apt.waitForFinished());
        const QByteArray said = apt.readAllStandardOutput();
        QVERIFY2(said.contains("Acquire::http::Proxy \"http://proxy.example:3128\";"), qPrintable(config));
        QVERIFY2(said.contains("Acquire::https::Proxy \"http://proxy.example:3128\";"), qPrintable(config));
    }
    const Result<AptArchive> other = open({});
    QVERIFY(other);
    QVERIFY(!readFile(other->optionsFile)->contains("proxy.example"));
}

void AptArchiveTest::takesPackagesFromTheClustersMirror()
{
    const Result<AptArchive> archive = open({});
    QVERIFY(archive);
    QVERIFY(readFile(archive->folder + QStringLiteral("/sources.list"))->contains("http://mirror.example/debian trixie main"));
}

void AptArchiveTest::takesSecurityUpdates_data()
{
    QTest::addColumn<QString>("suite");
    QTest::addColumn<QString>("security");
    QTest::addColumn<QByteArray>("line");
    const QString archive = QStringLiteral("http://security.example/debian-security");
    QTest::newRow("of the cluster's archive") << QStringLiteral("trixie") << archive << QByteArray("http://security.example/debian-security trixie-security main\n");
    QTest::newRow("none where none are wanted") << QStringLiteral("trixie") << QStringLiteral("none") << QByteArray();
    QTest::newRow("none for unstable") << QStringLiteral("sid") << archive << QByteArray();
}

void AptArchiveTest::takesSecurityUpdates()
{
    QFETCH(QString, suite);
    QFETCH(QString, security);
    QFETCH(QByteArray, line);
    const Result<AptArchive> archive = open({}, suite, security);
    QVERIFY(archive);
    for (const char *list : {"/sources.list", "/cache-amd64.list", "/cache-arm64.list"}) {
        const QByteArray lines = *readFile(archive->folder + QLatin1String(list));
        QCOMPARE(lines.contains("security"), !line.isEmpty());
        QVERIFY2(lines.contains(line), lines.constData());
    }
}

QTEST_GUILESS_MAIN(AptArchiveTest)
#include "tst_aptarchive.moc"
