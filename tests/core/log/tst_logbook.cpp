// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/logbook.h"

#include <QTest>

using namespace coffer;

class LogbookTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void picksRecords_data();
    void picksRecords();
    void dropsTheOldestWhenItIsFull();
};

void LogbookTest::picksRecords_data()
{
    QTest::addColumn<LogFilter>("filter");
    QTest::addColumn<bool>("isWanted");
    QTest::newRow("all") << LogFilter{} << true;
    QTest::newRow("more urgent ones") << LogFilter{LogLevel::Error} << false;
    QTest::newRow("as urgent ones") << LogFilter{LogLevel::Warning} << true;
    QTest::newRow("text, whatever its case") << LogFilter{LogLevel::Info, QStringLiteral("PULLED")} << true;
    QTest::newRow("other text") << LogFilter{LogLevel::Info, QStringLiteral("pushed")} << false;
    QTest::newRow("node") << LogFilter{LogLevel::Info, {}, QStringLiteral("node07")} << true;
    QTest::newRow("part of a node's name") << LogFilter{LogLevel::Info, {}, QStringLiteral("node")} << false;
    QTest::newRow("reader") << LogFilter{LogLevel::Info, {}, {}, QStringLiteral("Reader 2")} << false;
    QTest::newRow("stage") << LogFilter{LogLevel::Info, {}, {}, {}, QStringLiteral("batch")} << true;
}

void LogbookTest::picksRecords()
{
    QFETCH(LogFilter, filter);
    LogRecord record;
    record.level = LogLevel::Warning;
    record.stage = QStringLiteral("batch");
    record.node = QStringLiteral("node07");
    record.reader = QStringLiteral("Reader 1");
    record.text = QStringLiteral("The card was pulled.");
    QTEST(filter.matches(record), "isWanted");
}

void LogbookTest::dropsTheOldestWhenItIsFull()
{
    Logbook log;
    LogRecord record;
    for (std::size_t i = 0; i < Logbook::most + 10; ++i) {
        record.text = QString::number(i);
        log.add(record);
    }
    QCOMPARE(log.size(), Logbook::most);
    QCOMPARE(log.dropped(), 10u);
    QCOMPARE(log.at(0).text, QStringLiteral("10"));
}

QTEST_GUILESS_MAIN(LogbookTest)
#include "tst_logbook.moc"
