// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/journal.h"

#include "support/batchkit.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

class JournalTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void remembersWhatWasVerified();
    void forgetsACardThatIsWrittenAgain();
    void doesNotCountFailures();
    void startsAnewAfterTheEnd();
    void goesOnBehindATornLastLine();
    void refusesADamagedFile();
    void putsUpWithStrangeEntries();

private:
    Journal open() const;
    QString path() const { return m_folder->filePath(QStringLiteral("log/batch.jsonl")); }

    std::unique_ptr<QTemporaryDir> m_folder;
    const Cluster m_cluster = makeCluster(3);
    const Node &m_head = m_cluster.nodes[0];
    const Node &m_first = m_cluster.nodes[1];
};

void JournalTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

Journal JournalTest::open() const
{
    Result<Journal> journal = Journal::open(path());
    if (!journal)
        qFatal("%s", qPrintable(journal.error().message));
    return std::move(*journal);
}

void JournalTest::remembersWhatWasVerified()
{
    {
        Journal journal = open();
        QVERIFY(journal.verified().isEmpty());
        QVERIFY(journal.recordStart(m_head, {}));
        QVERIFY(journal.record(m_head, {}, ofImage(QStringLiteral("image-a")), Outcome::Verified, {}));
        QVERIFY(journal.record(m_first, {}, ofImage(QStringLiteral("image-b")), Outcome::Verified, {}));
        QCOMPARE(journal.verified().size(), 2);
    }
    CardMarker head = ofImage(QStringLiteral("image-a"));
    head.node = QStringLiteral("head");
    CardMarker first = ofImage(QStringLiteral("image-b"));
    first.node = QStringLiteral("node00");
    QVERIFY(open().verified() == (QMap<QString, CardMarker>{{head.node, head}, {first.node, first}}));
}

void JournalTest::forgetsACardThatIsWrittenAgain()
{
    Journal journal = open();
    QVERIFY(journal.record(m_head, {}, ofImage(QStringLiteral("image-a")), Outcome::Verified, {}));
    QVERIFY(journal.recordStart(m_head, {}));
    QVERIFY(journal.verified().isEmpty());
    QVERIFY(open().verified().isEmpty());
}

void JournalTest::doesNotCountFailures()
{
    Journal journal = open();
    QVERIFY(journal.record(m_head, {}, ofImage(QStringLiteral("image-a")), Outcome::Verified, {}));
    QVERIFY(journal.record(m_head, {}, ofImage(QStringLiteral("image-a")), Outcome::Failed, QStringLiteral("broken")));
    QVERIFY(journal.record(m_first, {}, {}, Outcome::Verified, {})); // of no image: proves nothing
    QVERIFY(journal.verified().isEmpty());
    QVERIFY(open().verified().isEmpty());
}

void JournalTest::startsAnewAfterTheEnd()
{
    Journal journal = open();
    QVERIFY(journal.record(m_head, {}, ofImage(QStringLiteral("image-a")), Outcome::Verified, {}));
    QVERIFY(journal.recordEnd());
    QVERIFY(journal.verified().isEmpty());
    QVERIFY(journal.record(m_first, {}, ofImage(QStringLiteral("image-b")), Outcome::Verified, {}));
    QCOMPARE(open().verified().keys(), QStringList(QStringLiteral("node00")));
}

void JournalTest::goesOnBehindATornLastLine()
{
    {
        Journal journal = open();
        QVERIFY(journal.record(m_head, {}, ofImage(QStringLiteral("image-a")), Outcome::Verified, {}));
        QVERIFY(journal.record(m_first, {}, ofImage(QStringLiteral("image-b")), Outcome::Verified, {}));
    }
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.resize(file.size() - 9));
    file.close();

    Journal journal = open();
    QCOMPARE(journal.verified().keys(), QStringList(QStringLiteral("head")));
    QVERIFY(journal.record(m_first, {}, ofImage(QStringLiteral("image-c")), Outcome::Verified, {}));
    QCOMPARE(open().verified().value(QStringLiteral("node00")).imageId, QStringLiteral("image-c"));
    QCOMPARE(open().verified().value(QStringLiteral("head")).imageId, QStringLiteral("image-a"));
}

void JournalTest::refusesADamagedFile()
{
    QVERIFY(writeFile(path(), "{\"event\":\"end\"}\nnot json\n{\"event\":\"finished\"}\n"));
    const Result<Journal> journal = Journal::open(path());
    QVERIFY(!journal);
    QCOMPARE(journal.error().code, Errc::InvalidInput);
    QVERIFY(journal.error().message.contains(path()));
}

void JournalTest::putsUpWithStrangeEntries()
{
    QVERIFY(writeFile(path(), "{}\n{\"event\":7,\"node\":[]}\n{\"event\":\"end\",\"node\":\"head\",\"outcome\":\"verified\",\"image\":5}\n"));
    QVERIFY(open().verified().isEmpty());
}

QTEST_GUILESS_MAIN(JournalTest)
#include "tst_journal.moc"
