// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/ubootsource.h"

#include "core/base/files.h"
#include "core/base/process.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

class UBootSourceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void readsWhatAptWouldFetch();
    void changedSourceIsAnotherStage();
    void unpacksWithDebiansPatchesThenOurs();
    void patchThatDoesNotFitIsNamedWithTheVersion_data();
    void patchThatDoesNotFitIsNamedWithTheVersion();
    void missingTarballIsNamed();

private:
    void pack(const QString &tarball, const QString &folder)
    {
        Command tar;
        tar.program = QStringLiteral("tar");
        tar.arguments = {QStringLiteral("-C"), m_folder->path(), QStringLiteral("-caf"), m_folder->filePath(QStringLiteral("parts/") + tarball), folder};
        QVERIFY(runProcess(tar, m_progress));
    }
    Status unpack(const QList<SourcePatch> &patches)
    {
        return unpackUBoot(m_folder->filePath(QStringLiteral("parts")), QStringLiteral("2025.01-3"), patches, m_folder->filePath(QStringLiteral("source")), m_progress);
    }
    /// A patch that makes the middle line of main.c, `from`, another; `context` is the line before.
    static QByteArray patchOf(const QByteArray &from, const QByteArray &to, const QByteArray &context = "one")
    {
        return "Why.\n\n--- a/main.c\n+++ b/main.c\n@@ -1,3 +1,3 @@\n " + context + "\n-" + from + "\n+" + to + "\n three\n";
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    Progress m_progress;
};

void UBootSourceTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(makeDirectory(m_folder->filePath(QStringLiteral("parts"))));
    QVERIFY(writeFile(m_folder->filePath(QStringLiteral("u-boot-2025.01/main.c")), "one\ntwo\nthree\n"));
    QVERIFY(writeFile(m_folder->filePath(QStringLiteral("debian/patches/series")), "# theirs\n\nqemu/theirs.patch # why\n"));
    QVERIFY(writeFile(m_folder->filePath(QStringLiteral("debian/patches/qemu/theirs.patch")), patchOf("two", "Debian")));
    pack(QStringLiteral("u-boot_2025.01.orig.tar.gz"), QStringLiteral("u-boot-2025.01"));
    pack(QStringLiteral("u-boot_2025.01-3.debian.tar.gz"), QStringLiteral("debian"));
}

void UBootSourceTest::readsWhatAptWouldFetch()
{
    const QByteArray sum(64, 'a');
    const auto files = parseUris("Reading package lists...\nNeed to get 33.1 MB of source archives.\n"
                                 "'mirror/u-boot_2025.01-3%2bdeb13u1.debian.tar.xz' u-boot_2025.01-3+deb13u1.debian.tar.xz 174476 SHA256:" + sum + "\n"
                                 "'mirror/u-boot.orig' u-boot.orig.tar.bz2 1 MD5Sum:" + sum.left(32) + "\n");
    QCOMPARE(files.size(), 1); // what has no SHA-256 is nothing to rely on
    QCOMPARE(files[0].name, QStringLiteral("u-boot_2025.01-3+deb13u1.debian.tar.xz"));
    QCOMPARE(files[0].sha256, sum);
}

void UBootSourceTest::changedSourceIsAnotherStage()
{
    const BootLoaderParts before{QStringLiteral("1"), {{QStringLiteral("u-boot_1.orig.tar.gz"), "aa"}}};
    const BootLoaderParts after{QStringLiteral("1"), {{QStringLiteral("u-boot_1.orig.tar.gz"), "ab"}}};
    QVERIFY(bootLoaderPartsStage({}, before).inputs != bootLoaderPartsStage({}, after).inputs);
}

void UBootSourceTest::unpacksWithDebiansPatchesThenOurs()
{
    const Status unpacked = unpack({{QStringLiteral("u-boot/one.patch"), patchOf("Debian", "common")}, {QStringLiteral("nanopi-m4/u-boot/two.patch"), patchOf("common", "board's")}});
    QVERIFY2(unpacked, unpacked ? "" : qPrintable(unpacked.error().message));
    QCOMPARE(readFile(m_folder->filePath(QStringLiteral("source/main.c"))).value(), QByteArray("one\nboard's\nthree\n"));
}

void UBootSourceTest::patchThatDoesNotFitIsNamedWithTheVersion_data()
{
    QTest::addColumn<QByteArray>("patch");
    QTest::newRow("line has changed") << patchOf("two", "ours");
    QTest::newRow("would need fuzz") << patchOf("Debian", "ours", "uno");
    QTest::newRow("is in there already") << patchOf("two", "Debian");
    QTest::newRow("no such file") << QByteArray("--- a/gone.c\n+++ b/gone.c\n@@ -1 +1 @@\n-a\n+b\n");
    QTest::newRow("outside of the source") << QByteArray("--- a/../../evil\n+++ b/../../evil\n@@ -0,0 +1 @@\n+a\n");
    QTest::newRow("no patch at all") << QByteArray("words\n");
}

void UBootSourceTest::patchThatDoesNotFitIsNamedWithTheVersion()
{
    QFETCH(QByteArray, patch);
    const Status refused = unpack({{QStringLiteral("nanopi-m4/u-boot/speed.patch"), patch}});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, Errc::InvalidInput);
    QVERIFY2(refused.error().message.startsWith(QStringLiteral("The patch nanopi-m4/u-boot/speed.patch does not fit U-Boot 2025.01-3;")), qPrintable(refused.error().message));
}

void UBootSourceTest::missingTarballIsNamed()
{
    QDir(m_folder->filePath(QStringLiteral("parts"))).remove(QStringLiteral("u-boot_2025.01-3.debian.tar.gz"));
    QCOMPARE(unpack({}).error().code, Errc::NotFound);
}

QTEST_GUILESS_MAIN(UBootSourceTest)
#include "tst_ubootsource.moc"
