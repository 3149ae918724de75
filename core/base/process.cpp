// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/process.h"

#include <QDeadlineTimer>
#include <QProcess>
#include <QStandardPaths>

#include <csignal>

#include <sys/prctl.h>
#include <unistd.h>

namespace coffer {
namespace {

constexpr int cancelCheckMs = 100;
constexpr int killedMs = 2000; ///< until a killed program is surely gone
constexpr int keptLines = 8;

/// Cuts complete lines off `pending`, hands each to `take`.
template <typename Take>
void takeLines(QByteArray &pending, const QByteArray &more, Take take)
{
    pending += more;
    for (qsizetype end; (end = pending.indexOf('\n')) >= 0; pending.remove(0, end + 1))
        take(QString::fromUtf8(pending.constData(), end).trimmed());
}

void killGroup(QProcess &process, int signal)
{
    // The child leads a process group of its own (see below), so its children go too.
    if (process.processId() > 0)
        ::kill(-pid_t(process.processId()), signal);
}

void stop(QProcess &process, int graceMs)
{
    killGroup(process, SIGTERM);
    if (!process.waitForFinished(graceMs)) {
        killGroup(process, SIGKILL);
        process.waitForFinished(killedMs);
    }
}

} // namespace

QProcessEnvironment inEnglish()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    return environment;
}

QString findProgram(const QString &name)
{
    if (name.contains(u'/'))
        return name;
    const QString found = QStandardPaths::findExecutable(name);
    if (!found.isEmpty())
        return found;
    return QStandardPaths::findExecutable(
        name, {QStringLiteral("/usr/sbin"), QStringLiteral("/sbin")});
}

Result<QByteArray> runProcess(const Command &command, Progress &progress)
{
    if (Status go = progress.checkCancelled(); !go)
        return passOn(go);
    const QString program = findProgram(command.program);
    if (program.isEmpty())
        return fail(Errc::NotFound, tr("The program %1 is not installed; \"coffer check\" tells how to get it.")
                                        .arg(command.program));
    QProcess process;
    process.setProgram(program);
    process.setArguments(command.arguments);
    process.setProcessEnvironment(command.environment);
    if (!command.workingDirectory.isEmpty())
        process.setWorkingDirectory(command.workingDirectory);
    if (!command.outputFile.isEmpty())
        process.setStandardOutputFile(command.outputFile);
    process.setChildProcessModifier([] {
        ::setpgid(0, 0);
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    });
    process.start();
    if (!process.waitForStarted())
        return fail(Errc::NotFound, tr("%1 cannot be started: %2.").arg(program, process.errorString()));
    process.write(command.input);
    process.closeWriteChannel();

    QByteArray output;
    QByteArray pendingOutput;
    QByteArray pendingError;
    QStringList lastLines;
    const auto pass = [&](const QString &line) {
        if (command.onLine)
            command.onLine(line);
        if (!command.quiet)
            progress.log(line);
    };
    const auto tell = [&](const QString &line) {
        if (line.isEmpty())
            return;
        lastLines.append(line);
        if (lastLines.size() > keptLines)
            lastLines.removeFirst();
        pass(line);
    };
    for (bool running = true; running;) {
        running = !process.waitForFinished(cancelCheckMs) && process.state() != QProcess::NotRunning;
        const QByteArray more = process.readAllStandardOutput();
        output += more;
        if (!command.quiet || command.onLine)
            takeLines(pendingOutput, more, pass);
        takeLines(pendingError, process.readAllStandardError(), tell);
        if (running && progress.isCancelled()) {
            stop(process, command.graceMs);
            return fail(Errc::Cancelled, tr("Cancelled."));
        }
    }
    tell(QString::fromUtf8(pendingError).trimmed());

    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return output;
    if (progress.isCancelled())
        return fail(Errc::Cancelled, tr("Cancelled."));
    const QString how = process.exitStatus() == QProcess::NormalExit
                            ? tr("exit code %1").arg(process.exitCode())
                            : tr("killed by a signal");
    return fail(Errc::Failed, tr("%1 failed (%2): %3").arg(command.program, how, lastLines.join(QStringLiteral(" | "))));
}

Result<QByteArray> runQuietly(const QString &program, const QStringList &arguments, const QString &folder, Progress &progress)
{
    Command command;
    command.program = program;
    command.arguments = arguments;
    command.workingDirectory = folder;
    command.quiet = true;
    return runProcess(command, progress);
}

} // namespace coffer
