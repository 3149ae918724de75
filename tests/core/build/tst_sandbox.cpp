// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/sandbox.h"

#include "core/base/files.h"

#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace coffer;

class SandboxTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void commandIsUserZeroOfItsOwnNamespace();
    void mountsStayInside();
    void exitCodeAndArgumentsPassThrough();
    void killedCallerTakesEverythingWithIt();
    void removesATreeOfOtherUsers();

private:
    Result<QByteArray> run(const QString &program, const QStringList &arguments)
    {
        Command command;
        command.program = program;
        command.arguments = arguments;
        command.quiet = true;
        return runProcess(inSandbox(m_context, command), m_progress);
    }

    BuildContext m_context;
    Progress m_progress;
    QTemporaryDir m_folder;
};

void SandboxTest::initTestCase()
{
    m_context.helpersFolder = QStringLiteral(COFFER_HELPERS_DIR);
}

void SandboxTest::commandIsUserZeroOfItsOwnNamespace()
{
    QCOMPARE(run(QStringLiteral("id"), {QStringLiteral("-u")}).value().trimmed(), QByteArray("0"));
    const QByteArray outside = QFileInfo(QStringLiteral("/proc/self/ns/user")).symLinkTarget().toUtf8().split('/').last();
    const auto inside = run(QStringLiteral("readlink"), {QStringLiteral("/proc/self/ns/user")});
    QVERIFY(inside.value().startsWith("user:["));
    QVERIFY(inside->trimmed() != outside);
}

void SandboxTest::mountsStayInside()
{
    const auto before = readFile(QStringLiteral("/proc/self/mountinfo"));
    const auto inside = run(QStringLiteral("sh"), {QStringLiteral("-c"), QStringLiteral("mount -t tmpfs tmpfs \"$1\" && touch \"$1/seen\" && ls \"$1\""),
                                                   QStringLiteral("sh"), m_folder.path()});
    QCOMPARE(inside.value(), QByteArray("seen\n"));
    QVERIFY(!QFileInfo::exists(m_folder.filePath(QStringLiteral("seen"))));
    QCOMPARE(readFile(QStringLiteral("/proc/self/mountinfo")).value(), before.value());
}

void SandboxTest::exitCodeAndArgumentsPassThrough()
{
    const auto ended = run(QStringLiteral("sh"), {QStringLiteral("-c"), QStringLiteral("echo \"$1\" >&2; exit 7"), QStringLiteral("sh"), QStringLiteral("--bind a b")});
    QVERIFY(ended.error().message.contains(QStringLiteral("exit code 7")));
    QVERIFY(ended.error().message.contains(QStringLiteral("--bind a b")));
}

void SandboxTest::killedCallerTakesEverythingWithIt()
{
    QProcess sandbox;
    sandbox.setProgram(m_context.helpersFolder + QStringLiteral("/coffer-sandbox"));
    const QString fifo = m_folder.filePath(QStringLiteral("held"));
    // The inner shell holds a file open and locked; the lock goes when it is dead.
    sandbox.setArguments({QStringLiteral("--"), QStringLiteral("sh"), QStringLiteral("-c"),
                          QStringLiteral("exec 9>\"$1\"; flock 9; echo ready; sleep 60"), QStringLiteral("sh"), fifo});
    sandbox.start();
    QVERIFY(sandbox.waitForReadyRead());
    const auto isFree = [&] { return QProcess::execute(QStringLiteral("flock"), {QStringLiteral("-n"), fifo, QStringLiteral("true")}) == 0; };
    QVERIFY(!isFree());

    ::kill(pid_t(sandbox.processId()), SIGKILL);
    sandbox.waitForFinished();

    QTRY_VERIFY(isFree());
}

void SandboxTest::removesATreeOfOtherUsers()
{
    const QString tree = m_folder.filePath(QStringLiteral("tree"));
    QVERIFY(run(QStringLiteral("sh"), {QStringLiteral("-c"), QStringLiteral("mkdir -p \"$1/a\" && touch \"$1/a/b\" && chown -R 1000:1000 \"$1\" && chmod 0 \"$1/a\""),
                                       QStringLiteral("sh"), tree}));
    QVERIFY(removeTree(m_context, tree, m_progress));
    QVERIFY(!QFileInfo::exists(tree));
    QVERIFY(removeTree(m_context, tree, m_progress));
}

QTEST_GUILESS_MAIN(SandboxTest)
#include "tst_sandbox.moc"
