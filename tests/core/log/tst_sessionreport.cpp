// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/sessionreport.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace coffer;

namespace {

const Secrets secrets = {{QStringLiteral("/home/tina")}, {QStringLiteral("lab-pc7")}, {QStringLiteral("hunter2hunter2")}};

/// A head and a node that failed.
SessionReport makeReport()
{
    SessionReport report;
    report.cluster = QStringLiteral("c16");
    report.program = QStringLiteral("coffer-station 0.1.0");
    report.system = QStringLiteral("Debian GNU/Linux 13");
    report.began = QDateTime(QDate(2026, 6, 3), QTime(10, 0), Qt::UTC);
    report.ended = report.began.addSecs(600);
    report.summary = QStringLiteral("1 of 2 cards verified");
    SessionReport::Tile head;
    head.node = QStringLiteral("head");
    head.address = QStringLiteral("192.0.2.250");
    head.state = QStringLiteral("verified");
    head.mark = SessionReport::Mark::Good;
    head.image = QString(64, u'a');
    head.began = report.began;
    head.ended = report.began.addSecs(60);
    head.written = head.verified = 600'000'000;
    head.secondsWriting = 30;
    head.secondsVerifying = 20;
    head.samples = {{0, 1e6, 0}, {30, 2e7, 0}, {50, 0, 3e7}};
    SessionReport::Tile node;
    node.node = QStringLiteral("node00");
    node.state = QStringLiteral("failed");
    node.mark = SessionReport::Mark::Bad;
    node.model = QStringLiteral("<script>alert(1)</script>");
    node.message = QStringLiteral("Bytes differ.");
    report.tiles = {head, node};
    report.records = {{report.began, LogLevel::Warning, QStringLiteral("batch"), QStringLiteral("head"), QStringLiteral("Reader 1"), QStringLiteral("It \"is\" <b>so</b>\x1b[31m\n")}};
    return report;
}

} // namespace

class SessionReportTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsAllInEveryFormat_data();
    void tellsAllInEveryFormat();
    void isWellFormedAndStandsAlone();
    void drawsSpeeds();
    void isOneObjectALine();
    void letsNoSecretOut_data();
    void letsNoSecretOut();
    void keepsTheNodesNames();
    void letsNoKeyOutThatCameLineByLine_data();
    void letsNoKeyOutThatCameLineByLine();
    void forgesNoLine();
};

void SessionReportTest::tellsAllInEveryFormat_data()
{
    QTest::addColumn<ReportFormat>("format");
    QTest::newRow("text") << ReportFormat::Text;
    QTest::newRow("JSON lines") << ReportFormat::JsonLines;
    QTest::newRow("HTML") << ReportFormat::Html;
}

void SessionReportTest::tellsAllInEveryFormat()
{
    QFETCH(ReportFormat, format);
    const QByteArray report = exportReport(makeReport(), format, secrets);
    for (const char *part : {"c16", "1 of 2 cards verified", "coffer-station 0.1.0", "head", "verified", "192.0.2.250", "node00", "failed", "Bytes differ.", "Reader 1", "warning"})
        QVERIFY2(report.contains(part), part);
    QVERIFY(!report.contains('\x1b'));
}

void SessionReportTest::isWellFormedAndStandsAlone()
{
    const QByteArray html = exportReport(makeReport(), ReportFormat::Html, secrets);
    QXmlStreamReader reader(html);
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement()) {
            QVERIFY(reader.name() != QLatin1String("script") && reader.name() != QLatin1String("link") && reader.name() != QLatin1String("img"));
            QVERIFY(!reader.attributes().hasAttribute(QStringLiteral("src")) && !reader.attributes().hasAttribute(QStringLiteral("href")));
        }
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QVERIFY(!html.contains("url(") && !html.contains("@import"));
}

void SessionReportTest::drawsSpeeds()
{
    const QByteArray html = exportReport(makeReport(), ReportFormat::Html, secrets);
    QCOMPARE(html.count("<svg"), 1); // a card without samples has none
    QVERIFY(html.contains("d=\"M0.0 ") && html.contains(" L320.0 "));
    QVERIFY(html.contains("aria-label=\"head: writing"));
}

void SessionReportTest::isOneObjectALine()
{
    QStringList kinds;
    for (const QByteArray &line : exportReport(makeReport(), ReportFormat::JsonLines, secrets).trimmed().split('\n'))
        kinds += QJsonDocument::fromJson(line).object().value(QStringLiteral("kind")).toString();
    QCOMPARE(kinds, QStringList({QStringLiteral("session"), QStringLiteral("card"), QStringLiteral("card"), QStringLiteral("log")}));
}

void SessionReportTest::letsNoSecretOut_data()
{
    tellsAllInEveryFormat_data();
}

/// A real private key, a password, a home folder and the host's name, in every text that a report has.
void SessionReportTest::letsNoSecretOut()
{
    QFETCH(ReportFormat, format);
    const QTemporaryDir folder;
    const QString key = folder.filePath(QStringLiteral("key"));
    QCOMPARE(QProcess::execute(QStringLiteral("ssh-keygen"), {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"), QString(), QStringLiteral("-f"), key}), 0);
    QFile file(key);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString bytes = QString::fromLatin1(file.readAll());
    const QString plant = QStringLiteral("key: %1 and hunter2hunter2, password=swordfish, in /home/tina/secret").arg(bytes);
    const QString withHost = plant + QStringLiteral(" on lab-pc7");

    SessionReport report = makeReport();
    for (QString *text : {&report.cluster, &report.program, &report.system, &report.summary})
        *text = plant;
    for (SessionReport::Tile &tile : report.tiles) {
        for (QString *text : {&tile.node, &tile.address, &tile.state, &tile.image})
            *text = plant;
        for (QString *text : {&tile.reader, &tile.model, &tile.serial, &tile.message})
            *text = withHost;
    }
    for (QString *text : {&report.records[0].stage, &report.records[0].node})
        *text = plant;
    for (QString *text : {&report.records[0].reader, &report.records[0].text})
        *text = withHost;

    const QByteArray exported = exportReport(report, format, secrets);
    for (const QString &line : bytes.trimmed().split(u'\n'))
        QVERIFY2(!exported.contains(line.toLatin1()), qPrintable(line));
    for (const char *secret : {"hunter2", "swordfish", "tina", "lab-pc7"})
        QVERIFY2(!exported.contains(secret), secret);
}

/// A workstation may be called as a node is.
void SessionReportTest::keepsTheNodesNames()
{
    SessionReport report = makeReport();
    const QString node = report.tiles[0].node;
    const SessionReport clean = redacted(report, {{}, {node}, {}});
    QCOMPARE(clean.tiles[0].node, node);
    report.records[0].node = report.records[0].reader = node; // a reader's name is the user's
    const LogRecord record = redacted(report, {{}, {node}, {}}).records[0];
    QCOMPARE(record.node, node);
    QVERIFY(record.reader != node);
}

void SessionReportTest::letsNoKeyOutThatCameLineByLine_data()
{
    tellsAllInEveryFormat_data();
}

/// As a program prints it: a record a line, with another stage's lines and one of its own between them.
void SessionReportTest::letsNoKeyOutThatCameLineByLine()
{
    QFETCH(ReportFormat, format);
    const std::pair<QString, QString> frames[] = {
        {QStringLiteral("-----BEGIN OPENSSH PRIVATE KEY-----"), QStringLiteral("-----END OPENSSH PRIVATE KEY-----")},
        {QStringLiteral("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----"), QStringLiteral("---- END SSH2 ENCRYPTED PRIVATE KEY ----")},
        {QStringLiteral("PuTTY-User-Key-File-3: ssh-ed25519"), QStringLiteral("Private-MAC: 5ec2e7a9")}};
    for (const auto &[begin, end] : frames) {
        const QStringList key = {begin, QStringLiteral("b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW"),
                                 QStringLiteral("+ QyNTUxOQAAACBKZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFy"), QStringLiteral("AAAEBsb25nbG9uZw=="), end};
        SessionReport report = makeReport();
        report.records.clear();
        for (const QString &line : key) {
            report.records += LogRecord{report.began, LogLevel::Info, QStringLiteral("rootfs"), {}, {}, line};
            report.records += LogRecord{report.began, LogLevel::Info, QStringLiteral("kernel"), {}, {}, QStringLiteral("unpacking")};
            report.records += LogRecord{report.began, LogLevel::Info, QStringLiteral("rootfs"), {}, {}, QStringLiteral("Setting up libfoo (1.2-3) ...")};
        }
        report.records += LogRecord{report.began, LogLevel::Info, QStringLiteral("rootfs"), {}, {}, QStringLiteral("finished")};

        const QByteArray exported = exportReport(report, format, secrets);
        for (const char *part : {"b3BlbnNz", "QyNTUx", "AAAEBsb25n", "5ec2e7a9"})
            QVERIFY2(!exported.contains(part), part);
        QCOMPARE(exported.count("unpacking"), 5);
        QCOMPARE(exported.count("Setting up libfoo"), 5);
        QCOMPARE(exported.count("finished"), 1);
    }
}

/// Names come from devices; a line break in one must not make a line of its own.
void SessionReportTest::forgesNoLine()
{
    SessionReport report = makeReport();
    const qsizetype lines = exportReport(report, ReportFormat::Text, secrets).count('\n');
    const QString hostile = QStringLiteral("x\nforged\x07");
    report.summary = report.system = report.program = hostile;
    report.tiles[0].node = report.tiles[0].state = report.tiles[0].address = hostile;
    report.records[0].stage = report.records[0].node = report.records[0].reader = hostile;
    const QByteArray text = exportReport(report, ReportFormat::Text, secrets);
    QCOMPARE(text.count('\n'), lines);
    QVERIFY(!text.contains('\x07'));
}

QTEST_GUILESS_MAIN(SessionReportTest)
#include "tst_sessionreport.moc"
