// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/redact.h"

#include <QRandomGenerator>
#include <QTest>

#include <ctime>
#include <limits>

using namespace coffer;

namespace {

const Secrets secrets = {{QStringLiteral("/home/tina"), QStringLiteral("/srv/people/tina")}, {QStringLiteral("lab-pc7")}, {QStringLiteral("correct horse")}};

/// This thread's processor time in ns: other work beside it does not count.
qint64 processorTime()
{
    timespec time = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

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
    void looksIntoTextsThatAreNotValid();
    void endsOnWhateverItIsGiven();
    void takesTimeInProportion_data();
    void takesTimeInProportion();
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
    QTest::newRow("a key of PGP") << QStringLiteral("a -----BEGIN PGP PRIVATE KEY BLOCK-----\nlQ\n-----END PGP PRIVATE KEY BLOCK-----b") << QStringLiteral("a (private key)b");
    QTest::newRow("in a variable") << QStringLiteral("ROOT_PASSWORD=swordfish MYSQL_PWD=x") << QStringLiteral("ROOT_PASSWORD=(removed) MYSQL_PWD=(removed)");
    QTest::newRow("in a longer name") << QStringLiteral("accessToken: abc, secret_key=def") << QStringLiteral("accessToken: (removed), secret_key=(removed)");
    QTest::newRow("a network's") << QStringLiteral("psk=swordfish") << QStringLiteral("psk=(removed)");
    QTest::newRow("an option") << QStringLiteral("curl --password swordfish x") << QStringLiteral("curl --password (removed) x");
    QTest::newRow("a header") << QStringLiteral("Authorization: Bearer abc def") << QStringLiteral("Authorization: (removed)");
    QTest::newRow("a quote within") << QStringLiteral("password=\"a\\\"fish\" x") << QStringLiteral("password=(removed) x");
    QTest::newRow("an open quote") << QStringLiteral("password=\"sword fish\nx") << QStringLiteral("password=(removed)\nx");
    QTest::newRow("an @ in a password") << QStringLiteral("http://joe:p@fish@proxy/") << QStringLiteral("http://proxy/");
    QTest::newRow("a long token") << QStringLiteral("https://oauth2:%1@proxy/").arg(QString(900, u'k')) << QStringLiteral("https://proxy/");
    QTest::newRow("a home on a system of images") << QStringLiteral("/var/home/joe/x") << QStringLiteral("~/x");
    QTest::newRow("the host in colour") << QStringLiteral("\x1b[32mlab-pc7\x1b[0m") << QStringLiteral("(this computer)");
    QTest::newRow("a home in colour") << QStringLiteral("\x1b[1;34m/home/joe/x") << QStringLiteral("~/x");
    QTest::newRow("colours within") << QStringLiteral("password\x1b[0m=swordfish") << QStringLiteral("password=(removed)");
    QTest::newRow("the host in a longer name") << QStringLiteral("of_lab-pc7_") << QStringLiteral("of_(this computer)_");
    QTest::newRow("a key of SSH2") << QStringLiteral("a ---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nP2/\n---- END SSH2 ENCRYPTED PRIVATE KEY ---- b") << QStringLiteral("a (private key) b");
    QTest::newRow("a key of PuTTY") << QStringLiteral("a PuTTY-User-Key-File-3: ssh-ed25519\nPrivate-Lines: 1\nAAAA\nPrivate-MAC: 0f\nb") << QStringLiteral("a (private key)\nb");
    QTest::newRow("a key of WireGuard") << QStringLiteral("PrivateKey = yAnz5TF+lXXJte14tji3=\nAddress = 10.0.0.1") << QStringLiteral("PrivateKey = (removed)\nAddress = 10.0.0.1");
    QTest::newRow("a passphrase of several words") << QStringLiteral("Passphrase: battery staple 7\nnext") << QStringLiteral("Passphrase: (removed)\nnext");
    QTest::newRow("an arrow") << QStringLiteral("'password' => 'a b', x") << QStringLiteral("'password' => (removed), x");
    QTest::newRow("a known word in an address") << QStringLiteral("q=correct%20horse") << QStringLiteral("q=(removed)");
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
                             "user@example.org", "compass: north", "-----BEGIN PUBLIC KEY-----\nMII\n-----END PUBLIC KEY-----"})
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

/// Half a character, as a program may print it.
void RedactTest::looksIntoTextsThatAreNotValid()
{
    const QString half = QChar(0xd800);
    const QString clean = redact(half + QStringLiteral(" password=swordfish in /home/joe on lab-pc7"), secrets);
    QVERIFY2(clean.endsWith(QLatin1String(" password=(removed) in ~ on (this computer)")), qPrintable(clean));
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

void RedactTest::takesTimeInProportion_data()
{
    QTest::addColumn<QString>("piece");
    for (const char *piece : {"-----BEGIN PRIVATE KEY-----x-----END PRIVATE KEY-----\n", "-----BEGIN A", "pass=\"", "token='", "secret-", "a://", "x@", "/home/", "\x1b[", "\x1b]", "password= ", "---- BEGIN SSH2 PRIVATE KEY", "PuTTY-User-Key-File-3: x\nPrivate-MAC: 0\n"})
        QTest::newRow(piece) << QString::fromLatin1(piece);
}

/// Eight times the text may take eight times as long, and some more for chance; were it the square, it would be 64 times.
void RedactTest::takesTimeInProportion()
{
    QFETCH(QString, piece);
    const Redactor redactor(secrets);
    const auto timeFor = [&](int length) {
        const QString text = piece.repeated(length / int(piece.size()));
        qint64 best = std::numeric_limits<qint64>::max();
        for (int round = 0; round < 3; ++round) {
            const qint64 start = processorTime();
            redactor(text);
            best = std::min(best, processorTime() - start);
        }
        return best;
    };
    const qint64 small = std::max(timeFor(80'000), qint64(400'000)); // ns; less is not measured
    const qint64 large = timeFor(640'000);
    QVERIFY2(large < small * 40, qPrintable(QStringLiteral("%1 and %2 ns").arg(small).arg(large)));
}

QTEST_GUILESS_MAIN(RedactTest)
#include "tst_redact.moc"
