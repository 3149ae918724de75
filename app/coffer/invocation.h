// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coffer/console.h"
#include "common/paths.h"
#include "core/boards/cluster.h"

#include <QCommandLineParser>
#include <QStringList>

#include <optional>

namespace coffer {

/// Exit codes of `coffer`, as the manual page lists them.
enum ExitCode { ExitDone = 0, ExitFailed = 1, ExitUsage = 2, ExitRefused = 3, ExitCancelled = 130 };

/// One call of a sub-command.
struct Invocation
{
    QString name;          ///< "flash"; with its own sub-command, "bmap create"
    QStringList arguments; ///< what follows the name
    Console &console;
    CancelToken cancel;    ///< set by Ctrl-C
    int cancelEvent;       ///< readable once it is set
    Paths paths;           ///< as the options say, once parse() has run
    bool emulated = false; ///< --emulated was said: it is about the emulated cluster

    Progress progress() const { return Progress(console.sink(), cancel); }
};

/// The positional arguments of a sub-command.
struct Operands
{
    QString syntax; ///< for the help, "IMAGE TARGET"
    int least = 0;
    int most = 0;
};

/// Parses the arguments with `parser` (which has the sub-command's own options and description)
/// and the options all share. An exit code when that was all: help was asked for, or the call is
/// wrong and has been told so.
std::optional<int> parse(Invocation &call, QCommandLineParser &parser, const Operands &operands);

/// Tells the error and gives its exit code.
int failWith(Invocation &call, const Error &error);

/// The cluster that the call is about.
Result<Cluster> clusterOf(const Invocation &call);

int runBatch(Invocation &call);
int runHistory(Invocation &call);
int runBmap(Invocation &call);
int runBoards(Invocation &call);
int runBuild(Invocation &call);
int runCache(Invocation &call);
int runCards(Invocation &call);
int runCheck(Invocation &call);
int runFlash(Invocation &call);
int runImageInfo(Invocation &call);
int runKeys(Invocation &call);
int runNodeImage(Invocation &call);
int runVerify(Invocation &call);

} // namespace coffer
