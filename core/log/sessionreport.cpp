// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/sessionreport.h"

#include "core/base/format.h"
#include "core/base/result.h"
#include "core/log/keylines.h"

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>

namespace coffer {
namespace {

QString isoTime(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QByteArray line(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

QJsonObject jsonOf(const SessionReport::Tile &tile)
{
    return {{QStringLiteral("kind"), QStringLiteral("card")},
            {QStringLiteral("node"), tile.node},
            {QStringLiteral("address"), tile.address},
            {QStringLiteral("state"), tile.state},
            {QStringLiteral("verified"), tile.mark == SessionReport::Mark::Good},
            {QStringLiteral("reader"), tile.reader},
            {QStringLiteral("model"), tile.model},
            {QStringLiteral("serial"), tile.serial},
            {QStringLiteral("size"), tile.size},
            {QStringLiteral("image"), tile.image},
            {QStringLiteral("began"), isoTime(tile.began)},
            {QStringLiteral("ended"), isoTime(tile.ended)},
            {QStringLiteral("bytesWritten"), tile.written},
            {QStringLiteral("bytesVerified"), tile.verified},
            {QStringLiteral("secondsWriting"), tile.secondsWriting},
            {QStringLiteral("secondsVerifying"), tile.secondsVerifying},
            {QStringLiteral("tries"), tile.tries},
            {QStringLiteral("message"), tile.message}};
}

QString figuresOf(const SessionReport::Tile &tile)
{
    QStringList parts;
    if (!tile.reader.isEmpty())
        parts += QStringList{tile.reader, tile.model, formatBytes(tile.size)}.join(QStringLiteral(", "));
    if (tile.written > 0 || tile.verified > 0)
        parts += formatWork(tile.written, tile.secondsWriting, tile.verified, tile.secondsVerifying);
    if (tile.tries > 1)
        parts += tr("%1 tries").arg(tile.tries);
    if (!tile.message.isEmpty())
        parts += tile.message;
    return printable(parts.join(QStringLiteral("; ")));
}

} // namespace

SessionReport redacted(SessionReport report, const Secrets &secrets)
{
    const Redactor redactor(secrets);
    const Redactor modest({secrets.homes, {}, secrets.words});
    const auto clean = [](const Redactor &how, const std::initializer_list<QString *> &texts) {
        for (QString *text : texts)
            *text = how(*text);
    };
    // What the program says itself keeps its names: this computer's may be a node's too, or an everyday word.
    clean(modest, {&report.cluster, &report.program, &report.system, &report.summary});
    for (SessionReport::Tile &tile : report.tiles) {
        clean(modest, {&tile.node, &tile.address, &tile.state, &tile.image});
        clean(redactor, {&tile.reader, &tile.model, &tile.serial, &tile.message});
    }
    KeyLines keys;
    QHash<QString, QString> names, readers; // the same few over and over
    const auto keep = [](QHash<QString, QString> &known, QString &name, const Redactor &how) {
        const auto before = known.constFind(name);
        name = before != known.cend() ? *before : *known.insert(name, how(name));
    };
    for (LogRecord &record : report.records) {
        if (keys.isPart(record))
            record.text = QStringLiteral("(private key)");
        else
            clean(redactor, {&record.text});
        keep(names, record.stage, modest);
        keep(names, record.node, modest);
        keep(readers, record.reader, redactor);
    }
    return report;
}

QByteArray exportReport(const SessionReport &report, ReportFormat format, const Secrets &secrets)
{
    const SessionReport clean = redacted(report, secrets);
    switch (format) {
    case ReportFormat::Text: return textOf(clean);
    case ReportFormat::JsonLines: return jsonLinesOf(clean);
    case ReportFormat::Html: return htmlOf(clean);
    }
    return {};
}

QByteArray textOf(const SessionReport &report)
{
    QString text = tr("Cards of the cluster %1\n%2 to %3\n%4\n%5, %6\n\n")
                       .arg(printable(report.cluster), isoTime(report.began), isoTime(report.ended), printable(report.summary), printable(report.program),
                            printable(report.system));
    for (const SessionReport::Tile &tile : report.tiles)
        text += QStringLiteral("%1 %2 %3 %4\n").arg(printable(tile.node).leftJustified(8), printable(tile.state).leftJustified(12), printable(tile.address).leftJustified(15), figuresOf(tile));
    text += u'\n';
    for (const LogRecord &record : report.records)
        text += QStringLiteral("%1 %2 %3 %4 %5 %6\n")
                    .arg(isoTime(record.time), wordOf(record.level).leftJustified(7), printable(record.stage), printable(record.node), printable(record.reader),
                         printable(record.text));
    return text.toUtf8();
}

QByteArray jsonLinesOf(const SessionReport &report)
{
    QByteArray lines = line({{QStringLiteral("kind"), QStringLiteral("session")},
                             {QStringLiteral("cluster"), report.cluster},
                             {QStringLiteral("program"), report.program},
                             {QStringLiteral("system"), report.system},
                             {QStringLiteral("began"), isoTime(report.began)},
                             {QStringLiteral("ended"), isoTime(report.ended)},
                             {QStringLiteral("summary"), report.summary}});
    for (const SessionReport::Tile &tile : report.tiles)
        lines += line(jsonOf(tile));
    for (const LogRecord &record : report.records)
        lines += line({{QStringLiteral("kind"), QStringLiteral("log")},
                       {QStringLiteral("time"), isoTime(record.time)},
                       {QStringLiteral("level"), wordOf(record.level)},
                       {QStringLiteral("stage"), record.stage},
                       {QStringLiteral("node"), record.node},
                       {QStringLiteral("reader"), record.reader},
                       {QStringLiteral("text"), record.text}});
    return lines;
}

} // namespace coffer
