// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/log/logbook.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <QTimer>

namespace coffer {

/// The session's log as a table: time, level, stage, node, reader, text. What comes in bursts is shown together, a few times a
/// second, so that no burst holds up the window.
class LogModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Time, Level, Stage, Node, Reader, Text, ColumnCount };
    static constexpr int most = 50'000; ///< rows; older ones go

    explicit LogModel(QObject *parent = nullptr);

    void add(const LogRecord &record);
    const LogRecord &record(int row) const { return m_records[std::size_t(row)]; }
    /// Shows at once what has come in.
    void flush();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;


private:
    std::deque<LogRecord> m_records;
    QList<LogRecord> m_waiting;
    QTimer m_timer;
};

/// The rows that a LogFilter wants.
class LogFilterModel : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setFilter(const LogFilter &filter);
    const LogFilter &filter() const { return m_filter; }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    LogFilter m_filter;
};

/// A record as one line of text, its parts apart by tabs.
QString lineOf(const LogRecord &record);

/// The word for a level, for people.
QString wordFor(LogLevel level);

} // namespace coffer
