// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/sessionlog.h"

#include <QDateTime>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace coffer;

class SessionLogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keepsEntriesInOrderWithTheirTime();
    void appendsToWhatIsThere();
    void keepsEachEntryOnOneLine();
    void leavesATornLastLineOut_data();
    void leavesATornLastLineOut();
    void goesOnBehindATornLine();
    void namesTheLineOfOtherDamage_data();
    void namesTheLineOfOtherDamage();
    void readsAMissingLogAsNotFound();
    void refusesWhatIsNoFile();
    void keepsLinesOfSeveralWritersApart();
    void isUnchangedWhenTheDiskIsFull();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("logs/session.log")); }
    QByteArray contents() const;
    void write(const QByteArray &data);

    std::unique_ptr<QTemporaryDir> m_folder;
};

static QJsonObject entry(int number)
{
    return {{QStringLiteral("number"), number}};
}

void SessionLogTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

QByteArray SessionLogTest::contents() const
{
    QFile file(path());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void SessionLogTest::write(const QByteArray &data)
{
    QVERIFY(writeFile(path(), data));
}

void SessionLogTest::keepsEntriesInOrderWithTheirTime()
{
    Result<SessionLog> log = SessionLog::open(path());
    QVERIFY(log);
    const QDateTime before = QDateTime::currentDateTimeUtc().addMSecs(-1);
    for (int number = 0; number < 3; ++number)
        QVERIFY(log->append(entry(number)));

    const auto entries = SessionLog::read(path());

    QVERIFY(entries);
    QCOMPARE(entries->size(), 3);
    for (int number = 0; number < 3; ++number) {
        QCOMPARE(entries->at(number).value(QStringLiteral("number")).toInt(), number);
        const QString time = entries->at(number).value(QStringLiteral("time")).toString();
        QVERIFY(time.endsWith(u'Z'));
        const QDateTime stamp = QDateTime::fromString(time, Qt::ISODateWithMs);
        QVERIFY(stamp >= before && stamp <= QDateTime::currentDateTimeUtc());
    }
}

void SessionLogTest::appendsToWhatIsThere()
{
    for (int number = 0; number < 3; ++number) {
        Result<SessionLog> log = SessionLog::open(path());
        QVERIFY(log);
        QVERIFY(log->append(entry(number)));
    }
    QCOMPARE(SessionLog::read(path())->size(), 3);
}

void SessionLogTest::keepsEachEntryOnOneLine()
{
    Result<SessionLog> log = SessionLog::open(path());
    const QString text = QStringLiteral("two\nlines, \"quotes\", \t, Ünïcode \x1b[0m");
    QVERIFY(log->append({{QStringLiteral("text"), text}}));
    QCOMPARE(contents().count('\n'), 1);
    QVERIFY(!contents().contains('\x1b'));
    QCOMPARE(SessionLog::read(path())->first().value(QStringLiteral("text")).toString(), text);
}

void SessionLogTest::leavesATornLastLineOut_data()
{
    QTest::addColumn<QByteArray>("torn");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("half an object") << QByteArray("{\"number\":1");
    QTest::newRow("a whole object without its end of line") << QByteArray("{\"number\":1}");
    QTest::newRow("zeros") << QByteArray(5000, '\0');
}

void SessionLogTest::leavesATornLastLineOut()
{
    QFETCH(QByteArray, torn);
    write("{\"number\":0}\n" + torn);
    const auto entries = SessionLog::read(path());
    QVERIFY(entries);
    QCOMPARE(*entries, QList<QJsonObject>{entry(0)});
}

void SessionLogTest::goesOnBehindATornLine()
{
    for (const QByteArray &torn : {QByteArray("{\"half"), QByteArray(10000, '\0'), QByteArray("x")}) {
        for (const QByteArray &whole : {QByteArray(), QByteArray("{\"number\":0}\n")}) {
            write(whole + torn);
            Result<SessionLog> log = SessionLog::open(path());
            QVERIFY(log);
            QVERIFY(log->append(entry(1)));
            const auto entries = SessionLog::read(path());
            QVERIFY(entries);
            QCOMPARE(entries->size(), whole.isEmpty() ? 1 : 2);
            QCOMPARE(entries->last().value(QStringLiteral("number")).toInt(), 1);
        }
    }
}

void SessionLogTest::namesTheLineOfOtherDamage_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<int>("line");
    QTest::newRow("garbage") << QByteArray("{}\ngarbage\n{}\n") << 2;
    QTest::newRow("an array") << QByteArray("{}\n{}\n[1]\n") << 3;
    QTest::newRow("an empty line") << QByteArray("\n{}\n") << 1;
    QTest::newRow("a torn line in the middle") << QByteArray("{}\n{\"a\":1\n{}\n") << 2;
    QTest::newRow("zeros") << QByteArray(300, '\0') + '\n' << 1;
    QTest::newRow("nested too deep") << QByteArray("{\"a\":") + QByteArray(100000, '[') + '\n' << 1;
    QTest::newRow("not UTF-8") << QByteArray("{}\n{\"\xff\":1}\n") << 2;
}

void SessionLogTest::namesTheLineOfOtherDamage()
{
    QFETCH(QByteArray, data);
    QFETCH(int, line);
    write(data);
    const auto entries = SessionLog::read(path());
    QVERIFY(!entries);
    QCOMPARE(entries.error().code, Errc::InvalidInput);
    QVERIFY2(entries.error().message.startsWith(QStringLiteral("%1:%2:").arg(path()).arg(line)), qPrintable(entries.error().message));
}

void SessionLogTest::readsAMissingLogAsNotFound()
{
    QCOMPARE(SessionLog::read(path()).error().code, Errc::NotFound);
}

void SessionLogTest::refusesWhatIsNoFile()
{
    QVERIFY(makeDirectory(m_folder->filePath(QStringLiteral("logs"))));
    QCOMPARE(::mkfifo(QFile::encodeName(path()).constData(), 0600), 0);
    QCOMPARE(SessionLog::open(path()).error().code, Errc::Refused);
    QVERIFY(!SessionLog::open(m_folder->filePath(QStringLiteral("logs"))));
}

void SessionLogTest::keepsLinesOfSeveralWritersApart()
{
    constexpr int each = 20;
    QList<QThread *> writers;
    for (int writer = 0; writer < 4; ++writer) {
        writers += QThread::create([this, writer] {
            Result<SessionLog> log = SessionLog::open(path());
            for (int number = 0; log && number < each; ++number)
                (void)log->append(entry(writer * each + number));
        });
        writers.last()->start();
    }
    for (QThread *writer : std::as_const(writers)) {
        writer->wait();
        delete writer;
    }
    const auto entries = SessionLog::read(path());
    QVERIFY(entries);
    QSet<int> numbers;
    for (const QJsonObject &line : *entries)
        numbers.insert(line.value(QStringLiteral("number")).toInt());
    QCOMPARE(entries->size(), 4 * each);
    QCOMPARE(numbers.size(), 4 * each);
}

void SessionLogTest::isUnchangedWhenTheDiskIsFull()
{
    Result<SessionLog> log = SessionLog::open(path());
    QVERIFY(log->append(entry(0)));
    const QByteArray before = contents();

    // A limit on the size of files stands for a full disk: the write stops in the middle of the line.
    rlimit old = {};
    ::getrlimit(RLIMIT_FSIZE, &old);
    const rlimit tight = {rlim_t(before.size()) + 10, old.rlim_max};
    std::signal(SIGXFSZ, SIG_IGN);
    ::setrlimit(RLIMIT_FSIZE, &tight);
    const Status appended = log->append(entry(1));
    ::setrlimit(RLIMIT_FSIZE, &old);

    QVERIFY(!appended);
    QCOMPARE(contents(), before);
    QVERIFY(log->append(entry(2)));
    QCOMPARE(SessionLog::read(path())->size(), 2);
}

QTEST_GUILESS_MAIN(SessionLogTest)
#include "tst_sessionlog.moc"
