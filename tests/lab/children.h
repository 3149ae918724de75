// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/process.h"

#include <QProcess>

#include <csignal>

#include <sys/prctl.h>

namespace coffer {

/// Call it before start(): the program then ends with this one, however this one ends.
inline void endsWithParent(QProcess &process)
{
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

/// Arguments that are written in the source, none of them with a space in it.
inline QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ');
}

/// Runs a program outside of the machine, to its end.
inline Status runHere(const QString &program, const QStringList &arguments)
{
    Command command;
    command.program = program;
    command.arguments = arguments;
    Progress silent;
    const Result<QByteArray> ran = runProcess(command, silent);
    return ran ? ok() : Status(passOn(ran));
}

} // namespace coffer
