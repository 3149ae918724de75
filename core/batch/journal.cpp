// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/journal.h"

#include "core/base/files.h"
#include "core/batch/database.h"

#include <QDir>
#include <QFileInfo>

namespace coffer {
namespace {

using Kind = JournalStep::Kind;

constexpr int schema = 1; ///< the version of the tables, SQLite's user_version

constexpr const char *tables[] = {
    "CREATE TABLE batch(id INTEGER PRIMARY KEY, cluster TEXT NOT NULL, began TEXT NOT NULL, ended TEXT)",
    "CREATE TABLE step(id INTEGER PRIMARY KEY, batch INTEGER NOT NULL REFERENCES batch(id), time TEXT NOT NULL, kind TEXT NOT NULL,"
    " node TEXT NOT NULL, slot TEXT NOT NULL, place TEXT NOT NULL, model TEXT NOT NULL, size INTEGER NOT NULL, card TEXT NOT NULL,"
    " serial TEXT NOT NULL, image TEXT NOT NULL, program TEXT NOT NULL, written TEXT NOT NULL, message TEXT NOT NULL,"
    " bytes_written INTEGER, bytes_skipped INTEGER, bytes_verified INTEGER, repaired INTEGER, retries INTEGER,"
    " seconds_writing REAL, seconds_verifying REAL)",
    "CREATE INDEX step_of_batch ON step(batch)",
    "CREATE INDEX step_of_card ON step(card)",
    "PRAGMA user_version=1",
};

QString bootId()
{
    return QString::fromLatin1(readFile(QStringLiteral("/proc/sys/kernel/random/boot_id")).value_or(QByteArray()).trimmed());
}

/// What tells a card from others: its own number, or as long as it stays in its slot (and the machine on) the medium's.
QString keyOf(const Card &card)
{
    if (!card.serial.isEmpty())
        return card.serial;
    return card.diskSeq > 0 ? QStringLiteral("%1 %2 %3").arg(bootId(), card.byId).arg(card.diskSeq) : QString();
}

QString formatTime(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

QDateTime timeOf(const QVariant &text)
{
    return QDateTime::fromString(text.toString(), Qt::ISODateWithMs).toUTC();
}

CardMarker markerOf(const QSqlQuery &row)
{
    return {row.value(QStringLiteral("cluster")).toString(), row.value(QStringLiteral("node")).toString(), row.value(QStringLiteral("image")).toString(),
            QDateTime::fromString(row.value(QStringLiteral("written")).toString(), Qt::ISODate).toUTC(), row.value(QStringLiteral("program")).toString()};
}

JournalStep stepOf(const QSqlQuery &row)
{
    const auto text = [&](const char *column) { return row.value(QLatin1String(column)).toString(); };
    const auto number = [&](const char *column) { return row.value(QLatin1String(column)).toLongLong(); };
    JournalStep step;
    step.kind = kindOf(text("kind"));
    step.time = timeOf(text("time"));
    step.node = text("node");
    step.card.slot = text("slot");
    step.card.byId = text("place");
    step.card.model = text("model");
    step.card.size = number("size");
    step.card.serial = text("serial");
    step.marker = markerOf(row);
    step.message = text("message");
    step.cluster = text("cluster");
    step.batch = number("batch");
    if (isDone(step.kind))
        step.report = FlashReport{number("bytes_written"), number("bytes_skipped"), number("bytes_verified"), int(number("repaired")), int(number("retries")),
                                  row.value(QStringLiteral("seconds_writing")).toDouble(), row.value(QStringLiteral("seconds_verifying")).toDouble()};
    return step;
}

const QString ofPresent = QStringLiteral("SELECT step.*, batch.cluster FROM step JOIN batch ON batch.id = step.batch"
                                            " WHERE batch.cluster = ? AND batch.ended IS NULL");

Result<QList<JournalStep>> stepsOf(QSqlQuery &rows)
{
    QList<JournalStep> steps;
    while (rows.next())
        steps += stepOf(rows);
    return steps;
}

Result<int> schemaOf(const Database &database)
{
    Result<QSqlQuery> version = database.run(QStringLiteral("PRAGMA user_version"));
    if (!version)
        return passOn(version);
    return version->next() ? version->value(0).toInt() : 0;
}

/// Makes the tables in a new file; refuses those of a newer program.
Status prepare(const Database &database, const QString &path)
{
    const Result<int> found = schemaOf(database);
    if (!found)
        return passOn(found);
    if (*found > schema)
        return fail(Errc::InvalidInput, tr("The journal %1 is of a newer version of this program; use that one.").arg(path));
    if (*found == schema)
        return ok();
    if (const Result<QSqlQuery> begun = database.run(QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return passOn(begun);
    if (schemaOf(database) == schema) // another program was faster
        return ok();
    for (const char *statement : tables) {
        if (const Result<QSqlQuery> made = database.run(QLatin1String(statement)); !made)
            return passOn(made);
    }
    const Result<QSqlQuery> ended = database.run(QStringLiteral("COMMIT"));
    return ended ? ok() : passOn(ended);
}

/// The id of the cluster's present batch; 0: there is none.
Result<qint64> openBatch(const Database &database, const QString &cluster)
{
    Result<QSqlQuery> found = database.run(QStringLiteral("SELECT max(id) FROM batch WHERE cluster = ? AND ended IS NULL"), {cluster});
    if (!found)
        return passOn(found);
    return found->next() ? found->value(0).toLongLong() : 0;
}

} // namespace

Result<Journal> Journal::open(const QString &path, const QString &cluster)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder))
        return fail(Errc::Failed, tr("The folder %1 for the journal cannot be made.").arg(folder));
    const Result<Database> database = Database::open(path);
    if (!database)
        return passOn(database);
    if (const Status prepared = prepare(*database, path); !prepared)
        return passOn(prepared);
    return Journal(path, cluster);
}

Status Journal::record(const JournalStep &step) const
{
    const Result<Database> database = Database::open(m_path);
    if (!database)
        return passOn(database);
    if (const Result<QSqlQuery> begun = database->run(QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return passOn(begun);
    Result<qint64> batch = openBatch(*database, m_cluster);
    if (!batch)
        return passOn(batch);
    if (*batch == 0) {
        const Result<QSqlQuery> made = database->run(QStringLiteral("INSERT INTO batch(cluster, began) VALUES(?, ?)"), {m_cluster, formatTime(step.time)});
        if (!made)
            return passOn(made);
        batch = made->lastInsertId().toLongLong();
    }
    // SQL's NOT NULL and Qt's null strings: an absent text is an empty one.
    const auto text = [](const QString &value) { return value.isNull() ? QStringLiteral("") : value; };
    const auto figure = [&](auto FlashReport::*member) { return step.report ? QVariant((*step.report).*member) : QVariant(); };
    const Result<QSqlQuery> added = database->run(
        QStringLiteral("INSERT INTO step(batch, time, kind, node, slot, place, model, size, card, serial, image, program, written, message,"
                       " bytes_written, bytes_skipped, bytes_verified, repaired, retries, seconds_writing, seconds_verifying)"
                       " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {*batch, formatTime(step.time), wordOf(step.kind), text(step.node), text(step.card.slot), text(step.card.byId), text(step.card.model), step.card.size,
         text(keyOf(step.card)), text(step.card.serial), text(step.marker.imageId), text(step.marker.program),
         text(step.marker.written.toUTC().toString(Qt::ISODate)), text(step.message), figure(&FlashReport::bytesWritten),
         figure(&FlashReport::bytesSkipped), figure(&FlashReport::bytesVerified), figure(&FlashReport::repaired), figure(&FlashReport::retries),
         figure(&FlashReport::secondsWriting), figure(&FlashReport::secondsVerifying)});
    if (!added)
        return passOn(added);
    const Result<QSqlQuery> ended = database->run(QStringLiteral("COMMIT"));
    return ended ? ok() : passOn(ended);
}

Status Journal::recordEnd() const
{
    const Result<Database> database = Database::open(m_path);
    if (!database)
        return passOn(database);
    const Result<QSqlQuery> ended = database->run(QStringLiteral("UPDATE batch SET ended = ? WHERE cluster = ? AND ended IS NULL"),
                                                  {formatTime(QDateTime::currentDateTimeUtc()), m_cluster});
    return ended ? ok() : passOn(ended);
}

Result<QList<JournalStep>> Journal::presentSteps() const
{
    const Result<Database> database = Database::open(m_path);
    if (!database)
        return passOn(database);
    Result<QSqlQuery> rows = database->run(ofPresent + QStringLiteral(" ORDER BY step.id"), {m_cluster});
    return rows ? stepsOf(*rows) : passOn(rows);
}

Result<QMap<QString, JournalStep>> Journal::doneCards() const
{
    const Result<Database> database = Database::open(m_path);
    if (!database)
        return passOn(database);
    Result<QSqlQuery> rows = database->run(ofPresent + QStringLiteral(" AND kind IN ('started', 'verified', 'written', 'failed') ORDER BY step.id"), {m_cluster});
    if (!rows)
        return passOn(rows);
    QMap<QString, JournalStep> done;
    while (rows->next()) {
        const JournalStep step = stepOf(*rows);
        if (isDone(step.kind) && !step.marker.imageId.isEmpty())
            done.insert(step.node, step);
        else
            done.remove(step.node);
    }
    return done;
}

Result<CardHistory> Journal::historyOf(const Card &card) const
{
    const QString key = keyOf(card);
    if (key.isEmpty())
        return CardHistory{};
    const Result<Database> database = Database::open(m_path);
    if (!database)
        return passOn(database);
    Result<QSqlQuery> rows = database->run(QStringLiteral("SELECT kind, time, node, batch.cluster FROM step JOIN batch ON batch.id = step.batch"
                                                          " WHERE card = ? AND kind IN ('started', 'verified', 'written', 'failed', 'broken-off') ORDER BY step.id"),
                                           {key});
    if (!rows)
        return passOn(rows);
    CardHistory history;
    while (rows->next()) {
        const Kind kind = kindOf(rows->value(0).toString());
        if (kind == Kind::Verified)
            ++history.verified;
        else if (kind == Kind::Failed)
            history.failed += timeOf(rows->value(1));
        history.halfWritten = kind == Kind::Started ? rows->value(2).toString() : QString();
        history.halfWrittenCluster = kind == Kind::Started ? rows->value(3).toString() : QString();
    }
    return history;
}

Result<QList<JournalStep>> Journal::steps(int most, const QString &node, const QString &card) const
{
    const Result<Database> database = Database::open(m_path);
    if (!database)
        return passOn(database);
    Result<QSqlQuery> rows = database->run(QStringLiteral("SELECT * FROM (SELECT step.*, batch.cluster FROM step JOIN batch ON batch.id = step.batch"
                                                          " WHERE (? OR node = ?) AND (? OR serial = ?)"
                                                          " ORDER BY step.id DESC LIMIT ?) ORDER BY id"),
                                           {node.isEmpty(), node, card.isEmpty(), card, most});
    return rows ? stepsOf(*rows) : passOn(rows);
}

} // namespace coffer
