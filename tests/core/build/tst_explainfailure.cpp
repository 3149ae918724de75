// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/explainfailure.h"

#include <QTest>

using namespace coffer;

class ExplainFailureTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatHappenedAndWhatToDo_data();
    void saysWhatHappenedAndWhatToDo();
    void knowsWhatMayPassByItself();
    void keepsTheToolsWords();
    void leavesOthersAlone();
};

void ExplainFailureTest::saysWhatHappenedAndWhatToDo_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("explanation");
    QTest::addColumn<Errc>("code");
    const auto row = [](const char *name, const char *words, const char *explanation, Errc code = Errc::Failed) {
        QTest::newRow(name) << QString::fromLatin1(words) << QString::fromLatin1(explanation) << code;
    };
    row("no network", "W: Failed to fetch x Temporary failure resolving 'deb.example'", "no network");
    row("mirror down", "E: Failed to fetch x Could not connect to 127.0.0.1:9 (127.0.0.1). - connect (111: Connection refused)", "does not answer");
    row("mirror without suite", "E: The repository 'copy:/x sid Release' does not have a Release file.", "mirror is broken");
    row("mirror in the middle of its sync", "E: Failed to fetch x Hash Sum mismatch", "mirror is broken");
    row("file gone", "E: Failed to fetch x 404  Not Found [IP: 127.0.0.1 80]", "mirror is broken");
    row("unknown key", "W: GPG error: x InRelease: The following signatures couldn't be verified because the public key is not available: NO_PUBKEY 1", "signature");
    row("forged", "E: GPG error: x InRelease: The following signatures were invalid: BADSIG 1", "signature");
    row("unsigned", "E: The repository 'x' is not signed.", "signature");
    row("expired lists", "E: Release file for x is expired (invalid since 3d). Updates for this repository will not be applied.", "clock is wrong");
    row("no such package", "E: Unable to locate package emacs-ultra", "no such package", Errc::NotFound);
    row("disk full", "dpkg: error: failed to write (No space left on device)", "disk is full", Errc::NoSpace);
    row("apt's own count", "E: You don't have enough free space in /var/cache/apt/archives/.", "disk is full", Errc::NoSpace);
    row("no emulation", "chroot: failed to run command 'dpkg': Exec format error", "cannot run arm64");
    row("no namespaces", "sh failed (exit code 121): coffer-sandbox: This system forbids user namespaces (No space left on device); look at …",
        "no program have a user namespace", Errc::Refused);
    row("no compiler", "make: gcc: not found", "program is missing", Errc::NotFound);
    row("no memory", "cc1: out of memory: Cannot allocate memory", "memory");
}

void ExplainFailureTest::saysWhatHappenedAndWhatToDo()
{
    QFETCH(QString, words);
    QFETCH(QString, explanation);
    QFETCH(Errc, code);
    const Error explained = explainFailure({Errc::Failed, words});
    QVERIFY2(explained.message.contains(explanation), qPrintable(explained.message));
    QCOMPARE(explained.code, code);
}

void ExplainFailureTest::knowsWhatMayPassByItself()
{
    for (const char *words : {"Temporary failure resolving 'deb.example'", "Could not connect to 127.0.0.1:9", "Hash Sum mismatch"})
        QVERIFY2(isOfTheNetwork({Errc::Failed, QLatin1String(words)}), words);
    for (const char *words : {"were invalid: BADSIG 1", "No space left on device", "Release file for x is expired (invalid since 3d).", "sh failed"})
        QVERIFY2(!isOfTheNetwork({Errc::Failed, QLatin1String(words)}), words);
}

void ExplainFailureTest::keepsTheToolsWords()
{
    const QString words = QStringLiteral("mmdebstrap failed (exit code 1): E: Unable to locate package emacs-ultra");
    QVERIFY(explainFailure({Errc::Failed, words}).message.contains(words));
}

void ExplainFailureTest::leavesOthersAlone()
{
    QCOMPARE(explainFailure({Errc::Failed, QStringLiteral("sh failed (exit code 3)")}).message, QStringLiteral("sh failed (exit code 3)"));
    QCOMPARE(explainFailure({Errc::Cancelled, QStringLiteral("404  Not Found")}).message, QStringLiteral("404  Not Found"));
}

QTEST_GUILESS_MAIN(ExplainFailureTest)
#include "tst_explainfailure.moc"
