// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/invocation.h"

#include "common/batchsetup.h"
#include "core/base/process.h"
#include "core/build/requirements.h"

#include <QProcess>

#include <unistd.h>

namespace coffer {
namespace {

void tellRequirement(Console &console, const Requirement &requirement)
{
    const bool isMet = requirement.problem.isEmpty();
    const QString mark = isMet ? tr("ok") : requirement.optional ? tr("slower") : tr("MISSING");
    const QString what = isMet ? requirement.what : QStringLiteral("%1: %2").arg(requirement.what, requirement.problem);
    console.tell(QStringLiteral("%1  %2 (%3)").arg(mark, -7).arg(what, requirement.reason), QStringLiteral("requirement"),
                 {{QStringLiteral("what"), requirement.what},
                  {QStringLiteral("reason"), requirement.reason},
                  {QStringLiteral("met"), isMet},
                  {QStringLiteral("optional"), requirement.optional},
                  {QStringLiteral("problem"), requirement.problem},
                  {QStringLiteral("package"), requirement.package}});
}

bool isRoot()
{
    return ::geteuid() == 0;
}

struct Findings
{
    QStringList packages;  ///< that are missing
    bool isUsable = true;  ///< nothing is missing without which nothing can be built
};

/// Checks, and tells what it finds.
Findings look(Invocation &call, const BuildContext &context)
{
    Findings findings;
    const QList<Requirement> requirements = checkRequirements(context);
    for (const Requirement &requirement : requirements) {
        tellRequirement(call.console, requirement);
        findings.isUsable = findings.isUsable && (requirement.optional || requirement.problem.isEmpty());
    }
    findings.packages = missingPackages(requirements);
    return findings;
}

/// Runs apt-get in this terminal, so that it and sudo can ask. Blocks.
Status install(const QStringList &packages)
{
    QStringList words = QStringList{QStringLiteral("apt-get"), QStringLiteral("install"), QStringLiteral("--yes")} + packages;
    if (!isRoot())
        words.prepend(findProgram(QStringLiteral("sudo")).isEmpty() ? QStringLiteral("pkexec") : QStringLiteral("sudo"));
    const QString program = findProgram(words.takeFirst());
    if (program.isEmpty())
        return fail(Errc::NotFound, tr("Neither sudo nor pkexec is installed; run the command as root."));
    const int code = QProcess::execute(program, words);
    if (code != 0)
        return fail(Errc::Failed, tr("apt-get could not install the packages (exit code %1); see what it says above.").arg(code));
    return ok();
}

} // namespace

int runCheck(Invocation &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Tells what this machine lacks for building images, and the command that mends it.\n"
                                        "Flashing needs nothing but access to the card reader."));
    const QCommandLineOption fix(QStringLiteral("fix"), tr("Installs the missing packages with apt-get (by sudo or pkexec, unless root calls), then checks again."));
    parser.addOption(fix);
    if (const auto ended = parse(call, parser, {}))
        return *ended;
    const Result<Cluster> cluster = clusterOf(call);
    if (!cluster)
        return failWith(call, cluster.error());

    const BuildContext context = buildContext(*cluster, call.paths);
    Findings findings = look(call, context);
    if (parser.isSet(fix) && !findings.packages.isEmpty()) {
        if (const Status installed = install(findings.packages); !installed)
            return failWith(call, installed.error());
        findings = look(call, context);
    }
    if (!findings.packages.isEmpty()) {
        const QString command = installCommand(findings.packages);
        call.console.tell(tr("To install what is missing, run \"coffer check --fix\", or:\n  %1").arg(command), QStringLiteral("remedy"),
                          {{QStringLiteral("command"), command}});
    }
    if (findings.isUsable)
        call.console.print(tr("This machine can build and flash."));
    return findings.isUsable ? ExitDone : ExitFailed;
}

} // namespace coffer
