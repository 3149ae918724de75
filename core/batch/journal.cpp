// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/journal.h"

#include <QFileInfo>

namespace coffer {
namespace {

// Each entry has an "event": "start" and "end" of a node's card, "finished" of the batch.
QString word(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Verified:
        return QStringLiteral("verified");
    case Outcome::Failed:
        return QStringLiteral("failed");
    case Outcome::Skipped:
        return QStringLiteral("skipped");
    case Outcome::Open:
        break;
    }
    return QStringLiteral("open");
}

QJsonObject entryFor(const QString &event, const Node &node, const Card &card)
{
    return {{QStringLiteral("event"), event},
            {QStringLiteral("node"), node.name},
            {QStringLiteral("device"), card.devNode},
            {QStringLiteral("card"), card.byId},
            {QStringLiteral("diskSeq"), QString::number(card.diskSeq)}};
}

} // namespace

Result<Journal> Journal::open(const QString &path)
{
    QList<QJsonObject> entries;
    if (QFileInfo::exists(path)) {
        Result<QList<QJsonObject>> read = SessionLog::read(path);
        if (!read)
            return passOn(read);
        entries = *read;
    }
    Result<SessionLog> log = SessionLog::open(path);
    if (!log)
        return passOn(log);
    Journal journal(std::move(*log));
    for (const QJsonObject &entry : entries)
        journal.apply(entry);
    return journal;
}

Status Journal::recordStart(const Node &node, const Card &card)
{
    return append(entryFor(QStringLiteral("start"), node, card));
}

Status Journal::record(const Node &node, const Card &card, const CardMarker &marker, Outcome outcome, const QString &message)
{
    QJsonObject entry = entryFor(QStringLiteral("end"), node, card);
    entry.insert(QStringLiteral("outcome"), word(outcome));
    entry.insert(QStringLiteral("image"), marker.imageId);
    entry.insert(QStringLiteral("cluster"), marker.cluster);
    entry.insert(QStringLiteral("written"), marker.written.toUTC().toString(Qt::ISODate));
    entry.insert(QStringLiteral("program"), marker.program);
    if (!message.isEmpty())
        entry.insert(QStringLiteral("message"), message);
    return append(entry);
}

Status Journal::recordEnd()
{
    return append({{QStringLiteral("event"), QStringLiteral("finished")}});
}

/// The one place that knows what an entry means, when it is made as when it is read back.
void Journal::apply(const QJsonObject &entry)
{
    const QString event = entry.value(QStringLiteral("event")).toString();
    const QString node = entry.value(QStringLiteral("node")).toString();
    const CardMarker marker = {entry.value(QStringLiteral("cluster")).toString(), node,
                               entry.value(QStringLiteral("image")).toString(),
                               QDateTime::fromString(entry.value(QStringLiteral("written")).toString(), Qt::ISODate).toUTC(),
                               entry.value(QStringLiteral("program")).toString()};
    const bool isVerified = event == QLatin1String("end") && !marker.imageId.isEmpty()
                            && entry.value(QStringLiteral("outcome")).toString() == word(Outcome::Verified);
    if (event == QLatin1String("finished"))
        m_verified.clear();
    else if (isVerified)
        m_verified.insert(node, marker);
    else
        m_verified.remove(node);
}

Status Journal::append(const QJsonObject &entry)
{
    Status written = m_log.append(entry);
    if (written)
        apply(entry);
    return written;
}

} // namespace coffer
