// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/sessionrecorder.h"

#include "support/batchkit.h"

#include <QTest>

using namespace coffer;

using Kind = JournalStep::Kind;

/// A session's report has each card's figures, from wherever the session knows them.
class SessionRecorderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void tellsWhatACardHasComeTo();
    void tellsNoEndOfACardThatHasNone();
    void countsTries();
    void drawsTheSpeedOfThisSession();
    void goesOnFromASessionBefore();
    void logsWhatHasFailedAsAnError();

private:
    JournalStep step(Kind kind, int second, const QString &message = {}) const;
    SessionReport::Tile head() const { return report().tiles.first(); }
    SessionReport report() const
    {
        return m_recorder->report(*makePlan(m_cluster), [](const Plan::Entry &entry) { return QStringLiteral("word of ") + entry.node.name; });
    }

    const QDateTime m_start = QDateTime(QDate(2026, 6, 3), QTime(12, 0), Qt::UTC);
    Cluster m_cluster = makeCluster(2);
    std::unique_ptr<SessionRecorder> m_recorder;
};

void SessionRecorderTest::init()
{
    m_recorder = std::make_unique<SessionRecorder>(QStringLiteral("c16"), QStringLiteral("coffer 1"));
}

JournalStep SessionRecorderTest::step(Kind kind, int second, const QString &message) const
{
    JournalStep step = {kind, m_start.addSecs(second), QStringLiteral("head")};
    step.card.slot = QStringLiteral("Reader 2");
    step.card.model = QStringLiteral("SD");
    step.card.size = 8'000'000'000;
    step.marker.imageId = QStringLiteral("image-a");
    if (kind == Kind::Verified)
        step.report = FlashReport{1000, 0, 2000, 0, 0, 10, 20};
    step.message = message;
    return step;
}

void SessionRecorderTest::tellsWhatACardHasComeTo()
{
    m_recorder->note(step(Kind::Started, 0));
    m_recorder->note(step(Kind::Verified, 30));
    m_recorder->note(step(Kind::Removed, 40));

    const SessionReport::Tile tile = head();
    QCOMPARE(tile.state, QStringLiteral("word of head"));
    QCOMPARE(tile.reader, QStringLiteral("Reader 2"));
    QCOMPARE(tile.image, QStringLiteral("image-a"));
    QCOMPARE(tile.began, m_start);
    QCOMPARE(tile.ended, m_start.addSecs(30));
    QCOMPARE(tile.written, 1000);
    QCOMPARE(tile.verified, 2000);
    QCOMPARE(tile.secondsVerifying, 20.0);
    QCOMPARE(report().tiles.size(), 3);
    QVERIFY(report().tiles.last().image.isEmpty());
}

void SessionRecorderTest::tellsNoEndOfACardThatHasNone()
{
    m_recorder->note(step(Kind::Inserted, 0));
    m_recorder->note(step(Kind::Declined, 1));
    QVERIFY(!head().began.isValid());
    QVERIFY(!head().ended.isValid());
    m_recorder->note(step(Kind::Started, 2));
    m_recorder->note(step(Kind::Verified, 3));
    m_recorder->note(step(Kind::Started, 10));
    QVERIFY(!head().ended.isValid());
    QCOMPARE(head().written, 0);
    QCOMPARE(head().tries, 1); // another card
}

void SessionRecorderTest::countsTries()
{
    for (const Kind kind : {Kind::Started, Kind::Failed, Kind::Started, Kind::BrokenOff, Kind::Started, Kind::Verified})
        m_recorder->note(step(kind, 0));
    QCOMPARE(head().tries, 3);
    QCOMPARE(report().tiles.last().tries, 0);
}

void SessionRecorderTest::drawsTheSpeedOfThisSession()
{
    m_recorder->note(step(Kind::Started, 0));
    ProgressEvent event;
    event.node = QStringLiteral("head");
    event.phase = QStringLiteral("write");
    event.rate = 5e6;
    for (int second = 0; second < 10; ++second)
        QVERIFY(!m_recorder->note(event, second * 1000));
    QVERIFY(!head().samples.isEmpty());
    QCOMPARE(head().samples.last().write, 5e6);
}

void SessionRecorderTest::goesOnFromASessionBefore()
{
    for (const JournalStep &old : {step(Kind::Started, 0), step(Kind::Verified, 30)})
        m_recorder->note(old);
    QCOMPARE(report().began, m_start);
    QCOMPARE(head().written, 1000);
    QCOMPARE(report().records.size(), 2);
    QCOMPARE(report().records.first().time, m_start);
}

void SessionRecorderTest::logsWhatHasFailedAsAnError()
{
    QCOMPARE(m_recorder->note(step(Kind::Verified, 0)).level, LogLevel::Info);
    for (const Kind kind : {Kind::Failed, Kind::BrokenOff}) {
        const LogRecord record = m_recorder->note(step(kind, 0, QStringLiteral("It is worn.")));
        QCOMPARE(record.level, LogLevel::Error);
        QVERIFY2(record.text.endsWith(QStringLiteral("It is worn.")), qPrintable(record.text));
    }
}

QTEST_GUILESS_MAIN(SessionRecorderTest)
#include "tst_sessionrecorder.moc"
