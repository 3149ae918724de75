// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <QByteArray>
#include <QProcessEnvironment>
#include <QStringList>

#include <functional>

namespace coffer {

/// This program's environment with the locale C.UTF-8.
QProcessEnvironment inEnglish();

/// A program to run. Arguments are passed as a vector; no shell is involved.
struct Command
{
    QString program;          ///< a name looked up in PATH and the system folders, or a path
    QStringList arguments;
    QString workingDirectory; ///< empty: the present one
    QProcessEnvironment environment = inEnglish(); ///< its messages are looked into, and go into logs
    QByteArray input;         ///< what it reads on standard input; nothing else is there
    QString outputFile;       ///< where standard output goes; empty: it is returned
    bool quiet = false;       ///< its output is not passed on to the progress log
    int graceMs = 1000;       ///< from SIGTERM to SIGKILL when it is cancelled
    std::function<void(const QString &line)> onLine; ///< is told each line that it prints, too
};

/// Runs `command` to its end and returns its standard output. Standard error, and standard output
/// unless it is kept or `quiet`, go to progress.log() a line at a time. Blocks; run it in a job.
/// When cancelled the program and all it started get SIGTERM, then SIGKILL.
/// Errors: NotFound (no such program), Failed (exit code or signal; the message has the last
/// lines that it wrote to standard error), Cancelled.
Result<QByteArray> runProcess(const Command &command, Progress &progress);

/// The same for a program that works in `folder` and of whose output only a failure's is told.
Result<QByteArray> runQuietly(const QString &program, const QStringList &arguments, const QString &folder, Progress &progress);

/// The full path of a program in PATH, /usr/sbin or /sbin; empty when there is none.
QString findProgram(const QString &name);

} // namespace coffer
