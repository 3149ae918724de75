// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/redact.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace coffer;

namespace {

const Secrets secrets = {{QStringLiteral("/home/tina"), QStringLiteral("/srv/people/tina")}, {QStringLiteral("lab-pc7")}, {QStringLiteral("correct horse")}};

} // namespace

class RedactTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesOut_data();
    void takesOut();
    void leavesOtherWordsAlone_data();
    void leavesOtherWordsAlone();
    void takesOutAKeyWithoutAnEnd();
    void endsOnWhateverItIsGiven();
};

void RedactTest::takesOut_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a key") << QStringLiteral("a -----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\n-----END OPENSSH PRIVATE KEY----- b") << QStringLiteral("a (private key) b");
    QTest::newRow("an older key") << QStringLiteral("-----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY-----") << QStringLiteral("(private key)");
    QTest::newRow("two keys") << QStringLiteral("-----BEGIN PRIVATE KEY-----x-----END PRIVATE KEY-----, -----BEGIN PRIVATE KEY-----y-----END PRIVATE KEY-----")
                              << QStringLiteral("(private key), (private key)");
    QTest::newRow("a password") << QStringLiteral("mount -o user=cc,password=tr0ub4dor,ro") << QStringLiteral("mount -o user=cc,password=(removed),ro");
    QTest::newRow("quoted") << QStringLiteral("{\"Password\": \"a b c\"}") << QStringLiteral("{\"Password\": (removed)}");
    QTest::newRow("a token") << QStringLiteral("token: abc123") << QStringLiteral("token: (removed)");
    QTest::newRow("in an address") << QStringLiteral("http://joe:pw@proxy:3128/") << QStringLiteral("http://proxy:3128/");
    QTest::newRow("a home") << QStringLiteral("/home/tina/images/head.img") << QStringLiteral("~/images/head.img");
    QTest::newRow("a home elsewhere") << QStringLiteral("in /srv/people/tina.") << QStringLiteral("in ~.");
    QTest::newRow("somebody else's home") << QStringLiteral("open /home/joe/x: no") << QStringLiteral("open ~/x: no");
    QTest::newRow("in a file's address") << QStringLiteral("file:///home/joe/x") << QStringLiteral("file://~/x");
    QTest::newRow("root's") << QStringLiteral("/root/.ssh/id") << QStringLiteral("~/.ssh/id");
    QTest::newRow("the host") << QStringLiteral("root@lab-pc7:~ and LAB-PC7") << QStringLiteral("root@(this computer):~ and (this computer)");
    QTest::newRow("a known word") << QStringLiteral("said correct horse twice") << QStringLiteral("said (removed) twice");
}

void RedactTest::takesOut()
{
    QFETCH(QString, text);
    QTEST(redact(text, secrets), "expected");
}

void RedactTest::leavesOtherWordsAlone_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"The card passed.", "lab-pc77 is another machine", "/home and /rootfs/home", "/srv/root/x", "file:/x", "ssh-ed25519 AAAAC3 public", "node07: 42 MB/s",
                             "user@example.org"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void RedactTest::leavesOtherWordsAlone()
{
    QFETCH(QString, text);
    QCOMPARE(redact(text, secrets), text);
}

void RedactTest::takesOutAKeyWithoutAnEnd()
{
    QCOMPARE(redact(QStringLiteral("x -----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz"), secrets), QStringLiteral("x (private key)"));
}

/// Random texts of the pieces that it looks for, and long ones of each.
void RedactTest::endsOnWhateverItIsGiven()
{
    const QStringList pieces = {QStringLiteral("-----BEGIN PRIVATE KEY-----"), QStringLiteral("-----END PRIVATE KEY-----"), QStringLiteral("password="), QStringLiteral("\""),
                                QStringLiteral("://"), QStringLiteral("@"), QStringLiteral("/home/"), QStringLiteral("a"), QStringLiteral("\n"), QStringLiteral("http")};
    QRandomGenerator random(7);
    for (int round = 0; round < 300; ++round) {
        QString text;
        for (int i = random.bounded(60); i > 0; --i)
            text += pieces[random.bounded(int(pieces.size()))];
        const QString clean = redact(text, secrets);
        QVERIFY2(!clean.contains(pieces[0]), qPrintable(clean));
    }
    for (const QString &piece : pieces)
        QVERIFY(redact(piece.repeated(20000), secrets).size() <= 40000 * 27);
}

QTEST_GUILESS_MAIN(RedactTest)
#include "tst_redact.moc"
