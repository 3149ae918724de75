// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/log/logbook.h"
#include "core/log/redact.h"

namespace coffer {

/// What a session was, as plain data for the exports. Texts may hold anything; the exports take out what must not leave.
struct SessionReport
{
    enum class Mark { Good, Bad, Open };
    struct Sample
    {
        double seconds = 0; ///< since the card was begun
        double write = 0;   ///< bytes a second
        double read = 0;    ///< the same
    };
    struct Tile
    {
        QString node;
        QString address;
        QString state; ///< the word for people
        Mark mark = Mark::Open;
        QString reader, model, serial, image; ///< of the newest card; empty without one
        qint64 size = 0;                      ///< bytes
        QDateTime began, ended;               ///< UTC; invalid: not yet
        qint64 written = 0, verified = 0;     ///< bytes
        double secondsWriting = 0, secondsVerifying = 0;
        int tries = 0;
        QString message; ///< why the last try failed
        QList<Sample> samples;
    };

    QString cluster;
    QString program; ///< name and version
    QString system;  ///< the operating system's name
    QDateTime began, ended; ///< UTC
    QString summary;        ///< "15 of 17 cards verified, 2 not done"
    QList<Tile> tiles;
    QList<LogRecord> records;
};

enum class ReportFormat { Text, JsonLines, Html };

/// The report as a file's contents, in UTF-8; nothing of `secrets` is in it, nor private keys, passwords and home folders. JSON
/// lines: the summary, then a line a node, then a line a record. HTML stands alone: no script, nothing from elsewhere. Pure.
QByteArray exportReport(const SessionReport &report, ReportFormat format, const Secrets &secrets);

/// The report without what must not leave, as all exports have it.
SessionReport redacted(SessionReport report, const Secrets &secrets);

QByteArray textOf(const SessionReport &report);
QByteArray jsonLinesOf(const SessionReport &report);
QByteArray htmlOf(const SessionReport &report);

} // namespace coffer
