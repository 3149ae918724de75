// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

namespace coffer {

/// A connection to an SQLite file, for the thread that made it; closed at its end. With write-ahead log, and on the disk after
/// each change.
class Database
{
public:
    /// Opens or creates the file; waits up to 10 s for another program that writes to it. Errors: as Journal's.
    static Result<Database> open(const QString &path);
    Database(Database &&other) noexcept;
    Database &operator=(Database &&) = delete;
    ~Database();

    /// Carries out one statement with its values. Errors: as Journal's.
    Result<QSqlQuery> run(const QString &sql, const QVariantList &values = {}) const;

private:
    Database(const QString &path, const QString &name) : m_path(path), m_name(name) {}
    Error explain(const QSqlError &error) const;

    QString m_path;
    QString m_name; ///< of the connection; empty: moved from
};

} // namespace coffer
