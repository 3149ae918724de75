// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

#include <deque>

namespace coffer {

enum class LogLevel { Debug, Info, Warning, Error };
inline constexpr LogLevel allLogLevels[] = {LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error};

/// The word for a level, for programs: "warning".
QString wordOf(LogLevel level);

/// One line of the session's log.
struct LogRecord
{
    QDateTime time = QDateTime::currentDateTimeUtc(); ///< UTC
    LogLevel level = LogLevel::Info;
    QString stage = {};  ///< "batch", "rootfs nanopc-t4"; may be empty, as all that follows
    QString node = {};
    QString reader = {}; ///< the slot, for people
    QString text = {};
};

/// Which records are wanted; an empty text wants all.
struct LogFilter
{
    LogLevel least = LogLevel::Info;
    QString text = {};   ///< anywhere in the record's text, whatever the case
    QString node = {};   ///< exactly, as the two that follow
    QString reader = {};
    QString stage = {};

    bool matches(const LogRecord &record) const;
};

/// The session's log in memory. Bounded: when it is full the oldest records go.
class Logbook
{
public:
    static constexpr std::size_t most = 100'000;

    void add(const LogRecord &record);
    std::size_t size() const { return m_records.size(); }
    const LogRecord &at(std::size_t index) const { return m_records.at(index); } ///< 0 is the oldest that is left
    quint64 dropped() const { return m_dropped; } ///< so many older ones have gone
    QList<LogRecord> records() const { return {m_records.begin(), m_records.end()}; }

private:
    std::deque<LogRecord> m_records;
    quint64 m_dropped = 0;
};

} // namespace coffer
