// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/invocation.h"

#include "common/batchsetup.h"
#include "core/build/requirements.h"

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

} // namespace

int runCheck(Invocation &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Tells what this machine lacks for building images, and the command that mends it.\n"
                                        "Flashing needs nothing but access to the card reader."));
    if (const auto ended = parse(call, parser, {}))
        return *ended;
    const Result<Cluster> cluster = clusterOf(call);
    if (!cluster)
        return failWith(call, cluster.error());

    QStringList packages;
    bool usable = true;
    for (const Requirement &requirement : checkRequirements(buildContext(*cluster, call.paths))) {
        tellRequirement(call.console, requirement);
        if (requirement.problem.isEmpty())
            continue;
        usable = usable && requirement.optional;
        if (!requirement.package.isEmpty() && !packages.contains(requirement.package))
            packages += requirement.package;
    }
    if (!packages.isEmpty()) {
        const QString sudo = ::geteuid() == 0 ? QString() : QStringLiteral("sudo ");
        call.console.tell(tr("To install what is missing:\n  %1apt-get install %2").arg(sudo, packages.join(u' ')), QStringLiteral("remedy"),
                          {{QStringLiteral("command"), sudo + QStringLiteral("apt-get install ") + packages.join(u' ')}});
    }
    if (usable)
        call.console.print(tr("This machine can build and flash."));
    return usable ? ExitDone : ExitFailed;
}

} // namespace coffer
