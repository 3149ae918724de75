// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/manifest.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUrl>
#include <QUuid>

namespace coffer {
namespace {

/// SPDX 2.3, 7.2: letters, digits, . and - only.
QString identifier(const QString &kind, const QString &name)
{
    static const QRegularExpression others(QStringLiteral("[^A-Za-z0-9.-]"));
    return QStringLiteral("SPDXRef-%1-%2").arg(kind, QString(name).replace(others, QStringLiteral("-")));
}

QJsonArray checksums(const QByteArray &sha256)
{
    return {QJsonObject{{QStringLiteral("algorithm"), QStringLiteral("SHA256")}, {QStringLiteral("checksumValue"), QString::fromLatin1(sha256)}}};
}

/// A package in SPDX' sense: what is handed over as one.
QJsonObject entry(const QString &id, const QString &name, const QString &version, const QByteArray &sha256)
{
    const QString unknown = QStringLiteral("NOASSERTION");
    QJsonObject object{{QStringLiteral("SPDXID"), id},
                       {QStringLiteral("name"), name},
                       {QStringLiteral("downloadLocation"), unknown},
                       {QStringLiteral("licenseConcluded"), unknown},
                       {QStringLiteral("licenseDeclared"), unknown},
                       {QStringLiteral("copyrightText"), unknown},
                       {QStringLiteral("filesAnalyzed"), false}};
    if (!version.isEmpty())
        object.insert(QStringLiteral("versionInfo"), version);
    if (!sha256.isEmpty())
        object.insert(QStringLiteral("checksums"), checksums(sha256));
    return object;
}

/// The name of a Debian package for all tools (github.com/package-url, type "deb").
QJsonArray packageUrl(const QString &name, const QString &version, const QString &architecture)
{
    const auto quoted = [](const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
    return {QJsonObject{{QStringLiteral("referenceCategory"), QStringLiteral("PACKAGE-MANAGER")},
                        {QStringLiteral("referenceType"), QStringLiteral("purl")},
                        {QStringLiteral("referenceLocator"), QStringLiteral("pkg:deb/debian/%1@%2?arch=%3").arg(quoted(name), quoted(version), quoted(architecture))}}};
}

QJsonObject relation(const QString &from, const char *kind, const QString &to)
{
    return {{QStringLiteral("spdxElementId"), from}, {QStringLiteral("relationshipType"), QLatin1String(kind)}, {QStringLiteral("relatedSpdxElement"), to}};
}

} // namespace

QByteArray formatManifest(const Manifest &manifest)
{
    const QString document = QStringLiteral("SPDXRef-DOCUMENT");
    const QString image = identifier(QStringLiteral("Image"), manifest.image);
    QJsonArray packages{entry(image, manifest.image, {}, manifest.sha256)};
    QJsonArray relations{relation(document, "DESCRIBES", image)};
    for (auto part = manifest.parts.begin(); part != manifest.parts.end(); ++part) {
        const QString id = identifier(QStringLiteral("Part"), part.key());
        packages.append(entry(id, part.key(), {}, *part));
        relations.append(relation(image, "CONTAINS", id));
    }
    QMap<QString, QByteArray> known;
    for (const PackageVersion &package : manifest.packages)
        known.insert(package.name + u' ' + package.version + u' ' + package.architecture, package.sha256);
    for (const QString &line : QString::fromUtf8(manifest.installed).split(u'\n', Qt::SkipEmptyParts)) {
        const QStringList words = line.split(u' ');
        const QString name = words.value(0);
        const QString version = words.value(1);
        const QString architecture = words.value(2);
        const QString id = identifier(QStringLiteral("Package"), name + u'-' + architecture);
        QJsonObject object = entry(id, name, version, known.value(QStringList(words.mid(0, 3)).join(u' ')));
        object.insert(QStringLiteral("externalRefs"), packageUrl(name, version, architecture));
        if (!words.value(3).isEmpty())
            object.insert(QStringLiteral("sourceInfo"), QStringLiteral("Debian source package ") + words.value(3));
        packages.append(object);
        relations.append(relation(image, "CONTAINS", id));
    }
    static const QUuid space(0x6f1f2c0e, 0x41d7, 0x4a35, 0x8a, 0x0b, 0x5d, 0x7c, 0x3e, 0x91, 0x20, 0x6a);
    const QJsonObject creation{{QStringLiteral("created"), QDateTime::fromSecsSinceEpoch(manifest.epoch, Qt::UTC).toString(Qt::ISODate)},
                               {QStringLiteral("creators"), QJsonArray{QStringLiteral("Tool: cofferware-" COFFER_VERSION)}}};
    return QJsonDocument(QJsonObject{
                             {QStringLiteral("spdxVersion"), QStringLiteral("SPDX-2.3")},
                             {QStringLiteral("dataLicense"), QStringLiteral("CC0-1.0")},
                             {QStringLiteral("SPDXID"), document},
                             {QStringLiteral("name"), manifest.image},
                             {QStringLiteral("documentNamespace"), QStringLiteral("urn:uuid:") + QUuid::createUuidV5(space, manifest.sha256).toString(QUuid::WithoutBraces)},
                             {QStringLiteral("creationInfo"), creation},
                             {QStringLiteral("packages"), packages},
                             {QStringLiteral("relationships"), relations},
                         })
        .toJson();
}

qint64 epochOf(const QByteArray &manifest)
{
    const QJsonObject creation = QJsonDocument::fromJson(manifest).object().value(QStringLiteral("creationInfo")).toObject();
    const QDateTime created = QDateTime::fromString(creation.value(QStringLiteral("created")).toString(), Qt::ISODate);
    return created.isValid() ? created.toSecsSinceEpoch() : 0;
}

} // namespace coffer
