// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/logbook.h"

namespace coffer {

QString wordOf(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug: return QStringLiteral("debug");
    case LogLevel::Info: return QStringLiteral("info");
    case LogLevel::Warning: return QStringLiteral("warning");
    case LogLevel::Error: return QStringLiteral("error");
    }
    return {};
}

bool LogFilter::matches(const LogRecord &record) const
{
    const auto isWanted = [](const QString &wanted, const QString &found) { return wanted.isEmpty() || wanted == found; };
    return record.level >= least && isWanted(node, record.node) && isWanted(reader, record.reader) && isWanted(stage, record.stage)
           && (text.isEmpty() || record.text.contains(text, Qt::CaseInsensitive));
}

void Logbook::add(const LogRecord &record)
{
    m_records.push_back(record);
    if (m_records.size() > most) {
        m_records.pop_front();
        ++m_dropped;
    }
}

} // namespace coffer
