// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/packageset.h"

#include "core/build/stepprogress.h"

#include <QTest>

using namespace coffer;

namespace {

const QByteArray hash(64, 'a');

QByteArray uri(const QByteArray &file, const QByteArray &sum = "SHA256:" + hash)
{
    return "'copy:/archive/pool/" + file + "' " + file + " 1234 " + sum + '\n';
}

} // namespace

class PackageSetTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsNameVersionAndChecksum();
    void colonsOfVersionsAreUnfolded();
    void othersLinesAreNothing();
    void whatHasNoChecksumIsRefused_data();
    void whatHasNoChecksumIsRefused();
    void eachPartTellsSetsApart();
    void downloadsCountInBytes();
    void installationsCountInSteps();
};

void PackageSetTest::readsNameVersionAndChecksum()
{
    const auto packages = parsePackageUris("Reading package lists...\n" + uri("libc6_2.41-12+deb13u5_arm64.deb"));
    QVERIFY2(packages, packages ? "" : qPrintable(packages.error().message));
    QCOMPARE(packages->size(), 1);
    const PackageVersion expected{QStringLiteral("libc6"), QStringLiteral("2.41-12+deb13u5"), QStringLiteral("arm64"),
                                  QStringLiteral("libc6_2.41-12+deb13u5_arm64.deb"), 1234, hash};
    QVERIFY(packages->first() == expected);
}

void PackageSetTest::colonsOfVersionsAreUnfolded()
{
    const auto packages = parsePackageUris(uri("login_1%3a4.16.0-2_arm64.deb"));
    QCOMPARE(packages->first().version, QStringLiteral("1:4.16.0-2"));
    QCOMPARE(packages->first().file, QStringLiteral("login_1%3a4.16.0-2_arm64.deb"));
}

void PackageSetTest::othersLinesAreNothing()
{
    QVERIFY(parsePackageUris("Building dependency tree...\nE: something\n\n")->isEmpty());
}

void PackageSetTest::whatHasNoChecksumIsRefused_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("none") << uri("a_1_arm64.deb", {});
    QTest::newRow("weak") << uri("a_1_arm64.deb", "MD5Sum:" + QByteArray(32, 'a'));
    QTest::newRow("short") << uri("a_1_arm64.deb", "SHA256:" + QByteArray(63, 'a'));
    QTest::newRow("path in the name") << uri("../a_1_arm64.deb");
    QTest::newRow("no package") << uri("a.tar.xz");
}

void PackageSetTest::whatHasNoChecksumIsRefused()
{
    QFETCH(QByteArray, line);
    QCOMPARE(parsePackageUris(line).error().code, Errc::InvalidInput);
}

void PackageSetTest::eachPartTellsSetsApart()
{
    const PackageVersion package{QStringLiteral("a"), QStringLiteral("1"), QStringLiteral("arm64"), {}, 0, hash};
    PackageVersion newer = package;
    newer.version = QStringLiteral("2");
    PackageVersion rebuilt = package;
    rebuilt.sha256 = QByteArray(64, 'b');
    QVERIFY(formatPackages({package}) != formatPackages({newer}));
    QVERIFY(formatPackages({package}) != formatPackages({rebuilt}));
    QCOMPARE(formatPackages({package}), "a 1 arm64 " + hash + '\n');
}

void PackageSetTest::downloadsCountInBytes()
{
    ProgressEvent last;
    Progress progress([&](const ProgressEvent &event) { last = event; });
    DownloadSteps steps({{QStringLiteral("a"), {}, {}, {}, 600, {}}, {QStringLiteral("b"), {}, {}, {}, 400, {}}}, progress);
    QCOMPARE(last.total, 1000);
    steps.take(QStringLiteral("Get:1 copy:/archive suite/main arm64 a arm64 1-1 [600 B]"));
    steps.take(QStringLiteral("Get:2 copy:/archive suite/main arm64 b arm64 1-1 [400 B]"));
    progress.finish();
    QCOMPARE(last.done, 1000);
    QVERIFY(last.unit.isEmpty());
}

void PackageSetTest::installationsCountInSteps()
{
    ProgressEvent last;
    Progress progress([&](const ProgressEvent &event) { last = event; });
    InstallSteps steps(2, progress);
    QCOMPARE(last.total, 4);
    for (const char *line : {"Unpacking bash (5.2) ...", "Unpacking bash (5.2) ...", "Selecting previously unselected package dash.",
                             "Unpacking dash (0.5) ...", "Setting up bash (5.2) ...", "Setting up dash (0.5) ...", "Setting up more (1) ..."})
        steps.take(QString::fromLatin1(line));
    progress.advance(0);
    progress.finish();
    QCOMPARE(last.done, 4);
    QVERIFY(!last.unit.isEmpty());
}

QTEST_GUILESS_MAIN(PackageSetTest)
#include "tst_packageset.moc"
