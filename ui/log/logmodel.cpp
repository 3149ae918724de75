// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logmodel.h"

#include <QLocale>

namespace coffer {
namespace {

constexpr int collectFor = 150; // ms

} // namespace

QString wordFor(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug: return LogModel::tr("details");
    case LogLevel::Info: return LogModel::tr("information");
    case LogLevel::Warning: return LogModel::tr("warning");
    case LogLevel::Error: return LogModel::tr("error");
    }
    return {};
}

QString lineOf(const LogRecord &record)
{
    return QStringList{record.time.toLocalTime().toString(Qt::ISODateWithMs), wordFor(record.level), record.stage, record.node, record.reader, record.text}.join(u'\t');
}

LogModel::LogModel(QObject *parent) : QAbstractTableModel(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(collectFor);
    connect(&m_timer, &QTimer::timeout, this, &LogModel::flush);
}

void LogModel::add(const LogRecord &record)
{
    m_waiting += record;
    if (!m_timer.isActive())
        m_timer.start();
}

void LogModel::flush()
{
    if (m_waiting.size() > most)
        m_waiting.remove(0, m_waiting.size() - most);
    const int surplus = std::min(int(m_records.size()), int(m_records.size()) + int(m_waiting.size()) - most);
    if (surplus > 0) {
        beginRemoveRows({}, 0, surplus - 1);
        m_records.erase(m_records.begin(), m_records.begin() + surplus);
        endRemoveRows();
    }
    if (m_waiting.isEmpty())
        return;
    const int first = int(m_records.size());
    beginInsertRows({}, first, first + int(m_waiting.size()) - 1);
    m_records.insert(m_records.end(), m_waiting.cbegin(), m_waiting.cend());
    m_waiting.clear();
    endInsertRows();
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_records.size());
}

int LogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const LogRecord &found = record(index.row());
    if (role == Qt::ToolTipRole && index.column() == Text)
        return QStringLiteral("<p>%1</p>").arg(found.text.toHtmlEscaped());
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Time: return QLocale().toString(found.time.toLocalTime().time(), QStringLiteral("HH:mm:ss.zzz"));
    case Level: return wordFor(found.level);
    case Stage: return found.stage;
    case Node: return found.node;
    case Reader: return found.reader;
    case Text: return found.text;
    default: return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time: return tr("Time");
    case Level: return tr("Level");
    case Stage: return tr("Stage");
    case Node: return tr("Node");
    case Reader: return tr("Reader");
    case Text: return tr("What happened");
    default: return {};
    }
}

void LogFilterModel::setFilter(const LogFilter &filter)
{
    m_filter = filter;
    invalidateFilter();
}

bool LogFilterModel::filterAcceptsRow(int row, const QModelIndex &) const
{
    return m_filter.matches(static_cast<const LogModel *>(sourceModel())->record(row)); // no other model is given to it
}

} // namespace coffer
