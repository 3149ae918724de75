// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/database.h"

#include <QFileInfo>
#include <QSqlError>
#include <QThread>

#include <atomic>

namespace coffer {
namespace {

// SQLite's result codes (sqlite.org/rescode.html), as the driver tells them.
constexpr int notADatabase = 26, corrupt = 11, full = 13, busy = 5;

QString freshName()
{
    static std::atomic<quint64> last = 0;
    return QStringLiteral("coffer-%1").arg(++last);
}

} // namespace

Result<Database> Database::open(const QString &path)
{
    const QFileInfo file(path);
    if (file.isSymLink() || (file.exists() && !file.isFile()))
        return fail(Errc::Refused, tr("The journal %1 is not a regular file; move it away and start again.").arg(path));
    Database made(path, freshName());
    QSqlDatabase connection = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), made.m_name);
    if (!connection.isValid())
        return fail(Errc::NotFound, tr("Qt's SQLite driver is missing; install libqt6sql6-sqlite."));
    connection.setDatabaseName(path);
    connection.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=10000"));
    if (!connection.open())
        return tl::unexpected<Error>(made.explain(connection.lastError()));
    // Who switches the log on needs the file alone for a moment, and SQLite does not wait for that by itself.
    Result<QSqlQuery> logging = made.run(QStringLiteral("PRAGMA journal_mode=WAL"));
    for (int tries = 0; !logging && logging.error().code == Errc::Busy && tries < 200; ++tries) {
        QThread::msleep(50);
        logging = made.run(QStringLiteral("PRAGMA journal_mode=WAL"));
    }
    if (!logging)
        return passOn(logging);
    for (const char *pragma : {"PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON", "PRAGMA trusted_schema=OFF"}) {
        if (const Result<QSqlQuery> set = made.run(QLatin1String(pragma)); !set)
            return passOn(set);
    }
    return made;
}

Database::Database(Database &&other) noexcept : m_path(std::move(other.m_path)), m_name(std::exchange(other.m_name, QString())) {}

Database::~Database()
{
    if (!m_name.isEmpty())
        QSqlDatabase::removeDatabase(m_name);
}

Result<QSqlQuery> Database::run(const QString &sql, const QVariantList &values) const
{
    QSqlQuery query(QSqlDatabase::database(m_name, false));
    query.setForwardOnly(true);
    bool isDone = query.prepare(sql);
    for (const QVariant &value : values)
        query.addBindValue(value);
    isDone = isDone && query.exec();
    if (!isDone)
        return tl::unexpected<Error>(explain(query.lastError()));
    return query;
}

Error Database::explain(const QSqlError &error) const
{
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case notADatabase:
    case corrupt:
        return {Errc::InvalidInput, tr("The journal %1 is damaged; move it away and start again.").arg(m_path)};
    case full:
        return {Errc::NoSpace, tr("The journal %1 cannot be written: the disk is full. Make room and try again.").arg(m_path)};
    case busy:
        return {Errc::Busy, tr("Another program holds the journal %1; try again when it has ended.").arg(m_path)};
    default:
        return {Errc::Failed, tr("The journal %1 cannot be used: %2").arg(m_path, error.databaseText().isEmpty() ? error.text() : error.databaseText())};
    }
}

} // namespace coffer
