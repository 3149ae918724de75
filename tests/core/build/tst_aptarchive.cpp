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

private:
    Result<AptArchive> open(const QString &proxy);

    QTemporaryDir m_folder;
};

Result<AptArchive> AptArchiveTest::open(const QString &proxy)
{
    BuildContext context;
    context.cluster.suite = QStringLiteral("trixie");
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

QTEST_GUILESS_MAIN(AptArchiveTest)
#include "tst_aptarchive.moc"
