// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/manifest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace coffer;

namespace {

Manifest example()
{
    Manifest manifest;
    manifest.image = QStringLiteral("disk.img");
    manifest.sha256 = QByteArray(64, 'd');
    manifest.parts = {{QStringLiteral("u-boot.itb"), QByteArray(64, 'b')}};
    manifest.installed = "libstdc++6 14.2.0-19 arm64 gcc-14\nlogin 1:4.16-1 arm64 shadow\n";
    manifest.packages = {{QStringLiteral("login"), QStringLiteral("1:4.16-1"), QStringLiteral("arm64"), {}, 0, QByteArray(64, 'a')}};
    manifest.epoch = 1700000000;
    return manifest;
}

QJsonObject documentOf(const Manifest &manifest)
{
    return QJsonDocument::fromJson(formatManifest(manifest)).object();
}

QJsonObject entryNamed(const QJsonObject &document, const char *name)
{
    for (const QJsonValue &entry : document.value(QStringLiteral("packages")).toArray()) {
        if (entry.toObject().value(QStringLiteral("name")) == QLatin1String(name))
            return entry.toObject();
    }
    return {};
}

} // namespace

class ManifestTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isADocumentOfItsVersion();
    void packagesHaveVersionAndChecksum();
    void everyReferenceIsThere();
    void theSameImageGivesTheSameBytes();
    void tellsWhenItWasBuilt();
};

void ManifestTest::isADocumentOfItsVersion()
{
    const QJsonObject document = documentOf(example());
    QCOMPARE(document.value(QStringLiteral("spdxVersion")).toString(), QStringLiteral("SPDX-2.3"));
    for (const char *key : {"dataLicense", "SPDXID", "name", "documentNamespace", "creationInfo"}) // 6.1 to 6.9: required
        QVERIFY2(document.contains(QLatin1String(key)), key);
}

void ManifestTest::packagesHaveVersionAndChecksum()
{
    const QJsonObject login = entryNamed(documentOf(example()), "login");
    QCOMPARE(login.value(QStringLiteral("versionInfo")).toString(), QStringLiteral("1:4.16-1"));
    const QJsonObject sum = login.value(QStringLiteral("checksums")).toArray().first().toObject();
    QCOMPARE(sum.value(QStringLiteral("checksumValue")).toString(), QString(64, u'a'));
    const QJsonObject reference = login.value(QStringLiteral("externalRefs")).toArray().first().toObject();
    QCOMPARE(reference.value(QStringLiteral("referenceLocator")).toString(), QStringLiteral("pkg:deb/debian/login@1%3A4.16-1?arch=arm64"));
}

void ManifestTest::everyReferenceIsThere()
{
    const QJsonObject document = documentOf(example());
    QSet<QString> ids{document.value(QStringLiteral("SPDXID")).toString()};
    static const QRegularExpression form(QStringLiteral("\\ASPDXRef-[A-Za-z0-9.-]+\\z"));
    for (const QJsonValue &entry : document.value(QStringLiteral("packages")).toArray()) {
        const QString id = entry.toObject().value(QStringLiteral("SPDXID")).toString();
        QVERIFY2(form.match(id).hasMatch() && !ids.contains(id), qPrintable(id));
        ids.insert(id);
    }
    QCOMPARE(ids.size(), 5);
    for (const QJsonValue &relation : document.value(QStringLiteral("relationships")).toArray()) {
        QVERIFY(ids.contains(relation.toObject().value(QStringLiteral("spdxElementId")).toString()));
        QVERIFY(ids.contains(relation.toObject().value(QStringLiteral("relatedSpdxElement")).toString()));
    }
}

void ManifestTest::theSameImageGivesTheSameBytes()
{
    QCOMPARE(formatManifest(example()), formatManifest(example()));
    Manifest other = example();
    other.sha256 = QByteArray(64, 'e');
    QVERIFY(documentOf(other).value(QStringLiteral("documentNamespace")) != documentOf(example()).value(QStringLiteral("documentNamespace")));
}

void ManifestTest::tellsWhenItWasBuilt()
{
    QCOMPARE(epochOf(formatManifest(example())), 1700000000);
    QCOMPARE(epochOf("no manifest"), 0);
}

QTEST_GUILESS_MAIN(ManifestTest)
#include "tst_manifest.moc"
