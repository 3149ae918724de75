// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/lockfile.h"

#include "core/base/files.h"

#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

class LockFileTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsWrittenIsRead();
    void theSameLockIsWrittenTheSame();
    void pinsEachArchitecture();
    void anotherVersionIsRefusedByName();
    void aBoardWithoutImageIsRefusedByName();
    void garbageIsRefusedWithItsLine_data();
    void garbageIsRefusedWithItsLine();

private:
    static PackageVersion package(const char *name, const char *version, const char *architecture = "arm64")
    {
        return {QString::fromLatin1(name), QString::fromLatin1(version), QString::fromLatin1(architecture), {}, 0, QByteArray(64, 'a')};
    }
    Result<Lock> read(const QByteArray &text)
    {
        const QString path = m_folder.filePath(QStringLiteral("packages.lock"));
        if (Status written = writeFile(path, text); !written)
            return passOn(written);
        return readLock(path);
    }

    QTemporaryDir m_folder;
};

void LockFileTest::whatIsWrittenIsRead()
{
    Lock lock;
    lock.epochs = {{QStringLiteral("nanopc-t4"), 1700000000}, {QStringLiteral("nanopi-m4"), 1700000001}};
    lock.packages = {package("bash", "5.2-1"), package("login", "1:4.16-1"),
                     lockedFile(QStringLiteral("u-boot_2025.01-3+deb13u1.debian.tar.xz"), QByteArray(64, 'b'))};
    lock.updates = {QStringLiteral("http://mirror.example/debian"), QStringLiteral("mirror+file:/etc/apt/security.list")};
    const auto again = read(formatLock(lock));
    QVERIFY2(again, again ? "" : qPrintable(again.error().message));
    QCOMPARE(again->epochs, lock.epochs);
    QVERIFY(again->packages == lock.packages);
    QCOMPARE(again->updates.mirror, lock.updates.mirror);
    QCOMPARE(again->updates.security, lock.updates.security);
}

void LockFileTest::theSameLockIsWrittenTheSame()
{
    const Lock one{{}, {package("a", "1"), package("b", "1"), package("a", "1")}};
    const Lock other{{}, {package("b", "1"), package("a", "1")}};
    QCOMPARE(formatLock(one), formatLock(other));
}

void LockFileTest::pinsEachArchitecture()
{
    const ArchivePins pins = pinsOf({{}, {package("bash", "5-1"), package("perl", "6-1", "amd64"), package("tzdata", "7-1", "all")}});
    const QByteArray arm = pins.value(QStringLiteral("arm64"));
    QVERIFY(arm.contains("Package: bash\nPin: version 5-1\n"));
    QVERIFY(arm.contains("Package: tzdata\n"));
    QVERIFY(!arm.contains("perl"));
    QVERIFY(pins.value(QStringLiteral("amd64")).contains("Package: perl\n"));
}

void LockFileTest::anotherVersionIsRefusedByName()
{
    const Lock lock{{}, {package("bash", "5-1")}};
    QVERIFY(requireLocked(lock, {}, {package("bash", "5-1")}));
    const Status newer = requireLocked(lock, {}, {package("bash", "5-2")});
    QCOMPARE(newer.error().code, Errc::NotFound);
    QVERIFY2(newer.error().message.contains(QStringLiteral("bash 5-2")), qPrintable(newer.error().message));
    PackageVersion rebuilt = package("bash", "5-1");
    rebuilt.sha256 = QByteArray(64, 'b');
    QVERIFY(!requireLocked(lock, {}, {rebuilt}));
}

void LockFileTest::aBoardWithoutImageIsRefusedByName()
{
    Board head, compute;
    head.id = QStringLiteral("nanopc-t4");
    compute.id = QStringLiteral("nanopi-m4");
    const Lock lock{{{head.id, 1700000000}}, {}};
    QVERIFY(requireLocked(lock, {head}, {}));
    const Status refused = requireLocked(lock, {head, compute}, {});
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(compute.id), qPrintable(refused.error().message));
}

void LockFileTest::garbageIsRefusedWithItsLine_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("words") << QByteArray("this is no lock");
    QTest::newRow("no checksum") << QByteArray("bash 5 arm64");
    QTest::newRow("line break for apt") << "bash 5\tPin-Priority:9 arm64 " + QByteArray(64, 'a');
    QTest::newRow("two addresses") << QByteArray("mirror http://a http://b");
    QTest::newRow("line break in an address") << QByteArray("security http://a\rTrusted: yes");
    QTest::newRow("time without board") << QByteArray("epoch 12");
    QTest::newRow("binary") << QByteArray("\0\xff\x01", 3);
}

void LockFileTest::garbageIsRefusedWithItsLine()
{
    QFETCH(QByteArray, line);
    const auto lock = read("# made by a build\n" + line + '\n');
    QCOMPARE(lock.error().code, Errc::InvalidInput);
    QVERIFY2(lock.error().message.contains(QStringLiteral("packages.lock:2:")), qPrintable(lock.error().message));
}

QTEST_GUILESS_MAIN(LockFileTest)
#include "tst_lockfile.moc"
