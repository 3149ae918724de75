// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/result.h"

#include <QJsonObject>
#include <QList>
#include <QString>

namespace coffer {

/// An append-only log, one JSON object a line, each with the time (UTC, ISO 8601). Lines reach the disk
/// before append() returns, so that a log after a power cut lacks at most a torn last line. Several
/// programs may append to one log; it is locked (flock) while a line is written.
class SessionLog
{
public:
    /// Opens or creates the file; its folder is made. A torn last line is cut off, so that the next
    /// one stands alone. Errors: Refused (not a regular file), Failed.
    static Result<SessionLog> open(const QString &path);

    /// Adds a line with the present time as "time". When it fails the log is as it was.
    /// Blocks until the line is on the disk. Errors: NoSpace, Failed.
    Status append(QJsonObject entry);

    /// The entries of a log; a torn last line is left out, any other damage is an error with its line
    /// number. Errors: NotFound, InvalidInput.
    static Result<QList<QJsonObject>> read(const QString &path);

private:
    SessionLog(Fd file, const QString &path) : m_file(std::move(file)), m_path(path) {}

    Fd m_file;
    QString m_path;
};

} // namespace coffer
