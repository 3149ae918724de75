// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/process.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace coffer;

namespace {

Command shell(const QString &script)
{
    Command command;
    command.program = QStringLiteral("sh");
    command.arguments = {QStringLiteral("-c"), script};
    return command;
}

} // namespace

class ProcessTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void returnsOutputAndLogsLines();
    void failureRepeatsTheLastLines();
    void missingProgramIsNamed();
    void argumentsReachTheProgramUnchanged();
    void inputIsPassedOn();
    void cancelEndsTheProgramAndItsChildren();
};

void ProcessTest::returnsOutputAndLogsLines()
{
    QStringList lines;
    Progress progress([&](const ProgressEvent &event) { lines += event.text; });
    const auto output = runProcess(shell(QStringLiteral("echo one; echo two")), progress);
    QCOMPARE(output.value(), QByteArray("one\ntwo\n"));
    QCOMPARE(lines, (QStringList{QStringLiteral("one"), QStringLiteral("two")}));
}

void ProcessTest::failureRepeatsTheLastLines()
{
    Progress progress;
    const auto output = runProcess(shell(QStringLiteral("echo disk is on fire >&2; exit 3")), progress);
    QCOMPARE(output.error().code, Errc::Failed);
    QVERIFY2(output.error().message.contains(QStringLiteral("exit code 3")), qPrintable(output.error().message));
    QVERIFY(output.error().message.contains(QStringLiteral("disk is on fire")));
}

void ProcessTest::missingProgramIsNamed()
{
    Command command;
    command.program = QStringLiteral("no-such-program-here");
    Progress progress;
    const auto output = runProcess(command, progress);
    QCOMPARE(output.error().code, Errc::NotFound);
    QVERIFY(output.error().message.contains(command.program));
}

void ProcessTest::argumentsReachTheProgramUnchanged()
{
    Command command;
    command.program = QStringLiteral("printf");
    command.arguments = {QStringLiteral("%s"), QStringLiteral("$(reboot); 'a' \"b\" * \n")};
    Progress progress;
    QCOMPARE(runProcess(command, progress).value(), QByteArray("$(reboot); 'a' \"b\" * \n"));
}

void ProcessTest::inputIsPassedOn()
{
    Command command;
    command.program = QStringLiteral("cat");
    command.input = QByteArray(1 << 20, 'x');
    command.quiet = true;
    Progress progress;
    QCOMPARE(runProcess(command, progress).value(), command.input);
}

void ProcessTest::cancelEndsTheProgramAndItsChildren()
{
    CancelToken cancel;
    qint64 child = 0;
    Progress progress(
        [&](const ProgressEvent &event) {
            child = event.text.toLongLong();
            cancel.cancel();
        },
        cancel);
    QElapsedTimer clock;
    clock.start();

    const auto output = runProcess(shell(QStringLiteral("sleep 60 & echo $!; wait")), progress);

    QCOMPARE(output.error().code, Errc::Cancelled);
    QVERIFY(clock.elapsed() < 10000);
    QVERIFY(child > 0);
    QTRY_VERIFY(::kill(pid_t(child), 0) != 0);
}

QTEST_GUILESS_MAIN(ProcessTest)
#include "tst_process.moc"
