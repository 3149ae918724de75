// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QFile>
#include <QJsonObject>

namespace coffer {

/// An append-only log, one JSON object a line, each with the time (UTC, ISO 8601). Lines reach the disk
/// before append() returns, so that a log after a power cut lacks at most a torn last line.
class SessionLog
{
public:
    /// Opens or creates the file; its folder is made.
    static Result<SessionLog> open(const QString &path);

    Status append(QJsonObject entry);

    /// The entries of a log; a torn last line is left out, any other damage is an error with its line number.
    static Result<QList<QJsonObject>> read(const QString &path);

private:
    explicit SessionLog(std::unique_ptr<QFile> file) : m_file(std::move(file)) {}
    std::unique_ptr<QFile> m_file;
};

} // namespace coffer
