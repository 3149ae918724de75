// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/journal.h"

#include "support/batchkit.h"
#include "support/filesizelimit.h"
#include "core/batch/database.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace coffer;

using Kind = JournalStep::Kind;

namespace {

Card makeCard(const char *serial, quint64 diskSeq = 1)
{
    Card card;
    card.byId = QStringLiteral("pci-0000:00:14.0-usb-0:1:1.0-scsi-0:0:0:1");
    card.slot = QStringLiteral("Reader 1, slot 2");
    card.model = QStringLiteral("Acme \"SD\"; DROP TABLE step");
    card.size = qint64(4) << 30;
    card.diskSeq = diskSeq;
    card.serial = QLatin1String(serial);
    return card;
}

JournalStep makeStep(Kind kind, const Node &node, const Card &card = {}, const QString &message = {})
{
    JournalStep step = {kind, QDateTime::currentDateTimeUtc(), node.name, card};
    step.message = message;
    return step;
}

} // namespace

class JournalTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void remembersWhatWasVerified();
    void tellsThePresentBatchAlone();
    void tellsApartWhatWasNotReadBack();
    void forgetsACardThatIsWrittenAgain();
    void doesNotCountFailures();
    void startsAnewAfterTheEnd();
    void keepsClustersApart();
    void tellsAllOfAStep();
    void tellsTheNewestStepsOfANodeOrACard();
    void countsWhatACardHasBeenThrough();
    void knowsACardThatWasHalfWritten();
    void holdsNothingAgainstACardThatWasPulled();
    void knowsNothingOfACardThatCannotBeTold();
    void tellsOfACardsPastInSentences();
    void takesStepsFromManyAtOnce();
    void refusesWhatIsNoJournal_data();
    void refusesWhatIsNoJournal();
    void refusesAJournalOfANewerProgram();
    void refusesWhatIsNoFile();
    void refusesADatabaseOfSomethingElse();
    void keepsWhateverTextItIsGiven_data();
    void keepsWhateverTextItIsGiven();
    void saysThatTheDiskIsFull();

private:
    Journal open(const char *cluster = "c16") const;
    QStringList verifiedNodes() const { return open().doneCards()->keys(); }
    QString path() const { return m_folder->filePath(QStringLiteral("log/journal.sqlite")); }

    std::unique_ptr<QTemporaryDir> m_folder;
    const Cluster m_cluster = makeCluster(3);
    const Node &m_head = m_cluster.nodes[0];
    const Node &m_first = m_cluster.nodes[1];
};

void JournalTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

Journal JournalTest::open(const char *cluster) const
{
    Result<Journal> journal = Journal::open(path(), QLatin1String(cluster));
    if (!journal)
        qFatal("%s", qPrintable(journal.error().message));
    return std::move(*journal);
}

void JournalTest::remembersWhatWasVerified()
{
    const Journal journal = open();
    QVERIFY(journal.doneCards()->isEmpty());
    QVERIFY(journal.record(makeStep(Kind::Started, m_head)));
    QVERIFY(journal.record(verifiedStep(m_head, QStringLiteral("image-a"))));
    QVERIFY(journal.record(verifiedStep(m_first, QStringLiteral("image-b"))));

    CardMarker head = ofImage(QStringLiteral("image-a"));
    head.node = QStringLiteral("head");
    CardMarker first = ofImage(QStringLiteral("image-b"));
    first.node = QStringLiteral("node00");
    const QMap<QString, JournalStep> done = *open().doneCards();
    QCOMPARE(done.keys(), QStringList({head.node, first.node}));
    QVERIFY(done[head.node].marker == head && done[first.node].marker == first);
}

void JournalTest::tellsThePresentBatchAlone()
{
    QVERIFY(open().presentSteps()->isEmpty());
    QVERIFY(open().record(verifiedStep(m_head, QStringLiteral("image-a"))));
    QVERIFY(open().recordEnd());
    QVERIFY(open().presentSteps()->isEmpty());
    QVERIFY(open().record(makeStep(Kind::Inserted, m_first)));
    QVERIFY(open().record(makeStep(Kind::Started, m_first)));
    const Result<QList<JournalStep>> steps = open().presentSteps();
    QVERIFY(steps);
    QCOMPARE(steps->size(), 2);
    QCOMPARE(steps->last().kind, Kind::Started);
    QCOMPARE(steps->last().node, QStringLiteral("node00"));
}

void JournalTest::tellsApartWhatWasNotReadBack()
{
    JournalStep written = verifiedStep(m_head, QStringLiteral("image-a"));
    written.kind = Kind::Written;
    QVERIFY(open().record(written));
    QCOMPARE(open().doneCards()->value(m_head.name).kind, Kind::Written);
}

void JournalTest::forgetsACardThatIsWrittenAgain()
{
    QVERIFY(open().record(verifiedStep(m_head, QStringLiteral("image-a"))));
    QVERIFY(open().record(makeStep(Kind::Started, m_head)));
    QVERIFY(verifiedNodes().isEmpty());
}

void JournalTest::doesNotCountFailures()
{
    QVERIFY(open().record(verifiedStep(m_head, QStringLiteral("image-a"))));
    QVERIFY(open().record(makeStep(Kind::Failed, m_head, {}, QStringLiteral("broken"))));
    QVERIFY(open().record(verifiedStep(m_first, {}))); // of no image: proves nothing
    QVERIFY(verifiedNodes().isEmpty());
}

void JournalTest::startsAnewAfterTheEnd()
{
    QVERIFY(open().record(verifiedStep(m_head, QStringLiteral("image-a"))));
    QVERIFY(open().record(makeStep(Kind::Removed, m_head)));
    QCOMPARE(verifiedNodes(), QStringList(QStringLiteral("head")));
    QVERIFY(open().recordEnd());
    QVERIFY(verifiedNodes().isEmpty());
    QVERIFY(open().record(verifiedStep(m_first, QStringLiteral("image-b"))));
    QCOMPARE(verifiedNodes(), QStringList(QStringLiteral("node00")));
}

void JournalTest::keepsClustersApart()
{
    QVERIFY(open("c16").record(verifiedStep(m_head, QStringLiteral("image-a"))));
    QVERIFY(open("lab2").doneCards()->isEmpty());
    QVERIFY(open("lab2").record(verifiedStep(m_first, QStringLiteral("image-a"))));
    QVERIFY(open("lab2").recordEnd());
    QCOMPARE(verifiedNodes(), QStringList(QStringLiteral("head")));
}

void JournalTest::tellsAllOfAStep()
{
    JournalStep step = verifiedStep(m_head, QStringLiteral("image-a"));
    step.card = makeCard("0x1234");
    step.message = QStringLiteral("it's \"so\"\n' OR 1=1 --");
    step.report = FlashReport{1, 2, 3, 4, 5, 6.5, 7.25};
    QVERIFY(open().record(step));

    const Result<QList<JournalStep>> steps = open().steps(10);
    QVERIFY(steps);
    QCOMPARE(steps->size(), 1);
    const JournalStep read = steps->first();
    QVERIFY(read.kind == Kind::Verified);
    QCOMPARE(read.time.toMSecsSinceEpoch(), step.time.toMSecsSinceEpoch());
    QCOMPARE(read.node, step.node);
    QCOMPARE(read.card.serial, step.card.serial);
    QCOMPARE(read.card.slot, step.card.slot);
    QCOMPARE(read.card.model, step.card.model);
    QCOMPARE(read.card.size, step.card.size);
    QCOMPARE(read.message, step.message);
    QCOMPARE(read.cluster, QStringLiteral("c16"));
    QCOMPARE(read.report->retries, 5);
    QCOMPARE(read.report->secondsVerifying, 7.25);
}

void JournalTest::tellsTheNewestStepsOfANodeOrACard()
{
    for (int i = 0; i < 3; ++i)
        QVERIFY(open().record(makeStep(Kind::Started, m_cluster.nodes[i], makeCard(i == 1 ? "a" : "b"))));
    const auto nodes = [](const Result<QList<JournalStep>> &steps) {
        QStringList names;
        for (const JournalStep &step : *steps)
            names += step.node;
        return names.join(u' ');
    };
    QCOMPARE(nodes(open().steps(2)), QStringLiteral("node00 node01"));
    QCOMPARE(nodes(open().steps(10, QStringLiteral("head"))), QStringLiteral("head"));
    QCOMPARE(nodes(open().steps(10, {}, QStringLiteral("b"))), QStringLiteral("head node01"));
}

void JournalTest::countsWhatACardHasBeenThrough()
{
    const Card card = makeCard("0x1234");
    for (const Kind kind : {Kind::Started, Kind::Failed, Kind::Started, Kind::Failed, Kind::Started, Kind::Verified, Kind::Removed})
        QVERIFY(open().record(makeStep(kind, m_head, card)));
    const Result<CardHistory> history = open().historyOf(card);
    QVERIFY(history);
    QCOMPARE(history->failed.size(), 2);
    QCOMPARE(history->verified, 1);
    QVERIFY(history->halfWritten.isEmpty());
    QCOMPARE(open().historyOf(makeCard("0x9999"))->failed.size(), 0);
}

void JournalTest::knowsACardThatWasHalfWritten()
{
    const Card card = makeCard("", 7); // known by its medium's number, as long as the machine is on
    QVERIFY(open().record(makeStep(Kind::Started, m_first, card)));
    QCOMPARE(open().historyOf(card)->halfWritten, QStringLiteral("node00"));
    QCOMPARE(open().historyOf(makeCard("", 8))->halfWritten, QString());
    QVERIFY(open().record(makeStep(Kind::Verified, m_first, card)));
    QCOMPARE(open().historyOf(card)->halfWritten, QString());
}

void JournalTest::holdsNothingAgainstACardThatWasPulled()
{
    const Card card = makeCard("0x1234");
    for (const Kind kind : {Kind::Verified, Kind::Started, Kind::BrokenOff, Kind::Removed})
        QVERIFY(open().record(makeStep(kind, m_first, card)));
    QVERIFY(open().historyOf(card)->failed.isEmpty());
    QVERIFY(open().historyOf(card)->halfWritten.isEmpty()); // maybe nothing was written yet: who put it in is asked again
    QVERIFY(open().doneCards()->isEmpty());
    QCOMPARE(open().steps(10)->at(2).kind, Kind::BrokenOff);
}

void JournalTest::knowsNothingOfACardThatCannotBeTold()
{
    const Card card = makeCard("", 0);
    QVERIFY(open().record(makeStep(Kind::Failed, m_first, card)));
    QVERIFY(open().historyOf(card)->failed.isEmpty());
}

void JournalTest::tellsOfACardsPastInSentences()
{
    CardHistory history;
    QCOMPARE(describe(history), QString());
    history.failed = {QDateTime(QDate(2026, 6, 3), QTime(12, 0))};
    QVERIFY2(describe(history).startsWith(QLatin1String("This card failed before, on ")), qPrintable(describe(history)));
    history.failed += QDateTime(QDate(2026, 6, 4), QTime(12, 0));
    QVERIFY2(describe(history).startsWith(QLatin1String("This card failed 2 times, last on ")), qPrintable(describe(history)));
    history.halfWritten = QStringLiteral("node09");
    QVERIFY(describe(history).contains(QLatin1String("node09")));
}

void JournalTest::takesStepsFromManyAtOnce()
{
    const Journal journal = open();
    std::atomic<int> failed = 0;
    std::vector<std::thread> writers;
    for (int writer = 0; writer < 8; ++writer) {
        writers.emplace_back([&, writer] {
            for (int i = 0; i < 10; ++i) {
                if (!journal.record(makeStep(Kind::Started, m_cluster.nodes[writer % 4])))
                    ++failed;
            }
        });
    }
    for (std::thread &writer : writers)
        writer.join();
    QCOMPARE(failed.load(), 0);
    QCOMPARE(journal.steps(1000)->size(), 80);
}

void JournalTest::refusesWhatIsNoJournal_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << QByteArray("{\"event\":\"end\"}\n").repeated(200);
    QTest::newRow("a torn database") << QByteArray("SQLite format 3\0garbage", 23).leftJustified(5000, 'x');
}

void JournalTest::refusesWhatIsNoJournal()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(makeDirectory(m_folder->filePath(QStringLiteral("log"))));
    QVERIFY(writeFile(path(), bytes));
    const Result<Journal> journal = Journal::open(path(), QStringLiteral("c16"));
    QVERIFY(!journal);
    QCOMPARE(journal.error().code, Errc::InvalidInput);
    QVERIFY2(journal.error().message.contains(path()), qPrintable(journal.error().message));
    QCOMPARE(*readFile(path()), bytes); // nothing is lost
}

void JournalTest::refusesAJournalOfANewerProgram()
{
    open();
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(63)); // user_version, big-endian at 60 (sqlite.org/fileformat2.html)
    QCOMPARE(file.write("\x09"), 1);
    file.close();
    const Result<Journal> journal = Journal::open(path(), QStringLiteral("c16"));
    QVERIFY(!journal);
    QVERIFY2(journal.error().message.contains(QLatin1String("newer")), qPrintable(journal.error().message));

    QVERIFY(QFile::remove(path()));
    QVERIFY(QFile::link(QStringLiteral("/dev/null"), path()));
    QCOMPARE(Journal::open(path(), QStringLiteral("c16")).error().code, Errc::Refused);
}

void JournalTest::refusesWhatIsNoFile()
{
    QVERIFY(QDir().mkpath(path()));
    QCOMPARE(Journal::open(path(), QStringLiteral("c16")).error().code, Errc::Refused);

    QVERIFY(QDir().rmdir(path()));
    const QString elsewhere = m_folder->filePath(QStringLiteral("elsewhere"));
    QVERIFY(QFile::link(elsewhere, path())); // leads nowhere yet
    QCOMPARE(Journal::open(path(), QStringLiteral("c16")).error().code, Errc::Refused);
    QVERIFY(!QFile::exists(elsewhere));

    QVERIFY(writeFile(m_folder->filePath(QStringLiteral("file")), "x"));
    QVERIFY(!Journal::open(m_folder->filePath(QStringLiteral("file/journal")), QStringLiteral("c16")));
}

void JournalTest::refusesADatabaseOfSomethingElse()
{
    QVERIFY(makeDirectory(m_folder->filePath(QStringLiteral("log"))));
    const Result<Database> other = Database::open(path());
    QVERIFY(other);
    QVERIFY(other->run(QStringLiteral("CREATE TABLE step(holiday TEXT)")));
    QVERIFY(other->run(QStringLiteral("INSERT INTO step VALUES('June')")));
    const Result<Journal> journal = Journal::open(path(), QStringLiteral("c16"));
    QVERIFY(!journal);
    QVERIFY2(journal.error().message.contains(path()), qPrintable(journal.error().message));
    Result<QSqlQuery> still = other->run(QStringLiteral("SELECT holiday FROM step"));
    QVERIFY(still && still->next());
    QVERIFY(!other->run(QStringLiteral("SELECT * FROM batch"))); // nothing of ours came into it
}

void JournalTest::keepsWhateverTextItIsGiven_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("quotes") << QStringLiteral("'; DROP TABLE step; -- \"\"");
    QTest::newRow("NUL") << QString::fromLatin1("a\0b'c\0", 6);
    QTest::newRow("controls") << QStringLiteral("\x1b[2J\r\n\t\x7f");
    QTest::newRow("not ASCII") << QString::fromUtf8("Lesegerät № 2 → 卡 🂡");
    QTest::newRow("a million") << QString(1'000'000, u'x');
    QTest::newRow("looks like a place to bind") << QStringLiteral("?1 :node @x $y %1 %2");
}

void JournalTest::keepsWhateverTextItIsGiven()
{
    QFETCH(QString, text);
    Card card = makeCard("");
    card.serial = card.model = card.slot = card.byId = text;
    JournalStep step = makeStep(Kind::Failed, m_head, card, text);
    step.node = step.marker.imageId = step.marker.program = text;
    const Result<Journal> journal = Journal::open(path(), text);
    QVERIFY(journal);
    QVERIFY(journal->record(step));

    const Result<QList<JournalStep>> steps = journal->steps(10, text, text);
    QVERIFY(steps);
    QCOMPARE(steps->size(), 1);
    const JournalStep read = steps->first();
    for (const QString &kept : {read.node, read.message, read.cluster, read.marker.imageId, read.marker.program, read.card.serial, read.card.model,
                                read.card.slot, read.card.byId})
        QCOMPARE(kept, text);
    QCOMPARE(journal->historyOf(card)->failed.size(), 1);
}

void JournalTest::saysThatTheDiskIsFull()
{
    const Journal journal = open();
    QVERIFY(journal.record(verifiedStep(m_head, QStringLiteral("image-a"))));
    {
        const FileSizeLimit full(4096);
        const Status recorded = journal.record(verifiedStep(m_first, QStringLiteral("image-a")));
        QVERIFY(!recorded);
        QVERIFY2(recorded.error().message.contains(path()), qPrintable(recorded.error().message));
    }
    QCOMPARE(verifiedNodes(), QStringList(QStringLiteral("head"))); // what was told is still there
    QVERIFY(journal.record(verifiedStep(m_first, QStringLiteral("image-a"))));
    QCOMPARE(verifiedNodes().size(), 2);
}

QTEST_GUILESS_MAIN(JournalTest)
#include "tst_journal.moc"
