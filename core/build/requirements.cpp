// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/requirements.h"

#include "core/base/format.h"
#include "core/base/process.h"
#include "core/build/sandbox.h"

#include <QFileInfo>
#include <QStorageInfo>

#include <unistd.h>

namespace coffer {
namespace {

/// A program in PATH, or with a slash a file, and the Debian package it is in.
struct Tool
{
    const char *name;
    const char *package;
    const char *reason;
};

const char bootLoaderReason[] = QT_TRANSLATE_NOOP("coffer", "boot loader");
const char systemReason[] = QT_TRANSLATE_NOOP("coffer", "root file systems");

const char kernelReason[] = QT_TRANSLATE_NOOP("coffer", "kernel from source");

const Tool tools[] = {
    {"mmdebstrap", "mmdebstrap", systemReason},
    {"newuidmap", "uidmap", systemReason},
    {"tar", "tar", systemReason},
    {"/usr/share/keyrings/debian-archive-keyring.gpg", "debian-archive-keyring", systemReason},
    {"ssh-keygen", "openssh-client", QT_TRANSLATE_NOOP("coffer", "the cluster's keys")},
    {"dpkg-parsechangelog", "dpkg-dev", bootLoaderReason},
    {"patch", "patch", bootLoaderReason},
    {"make", "make", bootLoaderReason},
    {"gcc", "gcc", bootLoaderReason},
    {"/usr/include/stdio.h", "libc6-dev", bootLoaderReason},
    {"aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu", bootLoaderReason},
    {"bison", "bison", bootLoaderReason},
    {"flex", "flex", bootLoaderReason},
    {"dtc", "device-tree-compiler", bootLoaderReason},
    {"/usr/lib/python3/dist-packages/libfdt.py", "python3-libfdt", bootLoaderReason},
    {"/usr/lib/python3/dist-packages/elftools", "python3-pyelftools", bootLoaderReason},
    {"/usr/lib/python3/dist-packages/pkg_resources", "python3-pkg-resources", bootLoaderReason},
};

/// Besides, for a kernel of the coffer's own.
const Tool kernelTools[] = {
    {"bc", "bc", kernelReason},
    {"xz", "xz-utils", kernelReason},
};

constexpr qint64 neededBytes = qint64(6) << 30; // cache, products and cards of the demo profile

bool isThere(const QString &name)
{
    if (!name.startsWith(u'/'))
        return !findProgram(name).isEmpty();
    return QFileInfo::exists(name);
}

Requirement checkTool(const Tool &tool)
{
    const QString name = QString::fromLatin1(tool.name);
    Requirement requirement{name, tr(tool.reason), {}, QString::fromLatin1(tool.package), false};
    if (!isThere(name))
        requirement.problem = tr("not installed");
    return requirement;
}

Requirement checkSandbox(const BuildContext &context)
{
    Requirement requirement{QStringLiteral("user namespaces"), tr("building without root"), {}, {}, false};
    Command nothing;
    nothing.program = QStringLiteral("true");
    nothing.quiet = true;
    Progress silent;
    if (const auto entered = runProcess(inSandbox(context, nothing), silent); !entered)
        requirement.problem = entered.error().message;
    return requirement;
}

Requirement checkInterpreter(const BuildContext &context)
{
    Requirement requirement{QStringLiteral("binfmt_misc in user namespaces"), tr("configuring arm64 packages at speed"), {}, {}, true};
    const Result<bool> has = hasOwnInterpreter(context);
    if (!has)
        requirement.problem = tr("not known without user namespaces");
    if (has && !*has) {
        requirement.problem = tr("this kernel is older than 6.7, so packages are configured by plain emulation: slower, and it needs qemu-user-static");
        requirement.package = QFileInfo::exists(QStringLiteral("/usr/bin/qemu-aarch64-static")) ? QString() : QStringLiteral("qemu-user-static");
    }
    return requirement;
}

Requirement checkSpace(const QString &folder)
{
    QString existing = folder;
    while (!QFileInfo::exists(existing) && existing.size() > 1)
        existing = QFileInfo(existing).path();
    const qint64 available = QStorageInfo(existing).bytesAvailable();
    Requirement requirement{tr("disk space in %1").arg(folder), tr("what is built"), {}, {}, false};
    if (available < neededBytes)
        requirement.problem = tr("only %1 are free, %2 are needed; make room or choose another folder").arg(formatBytes(available), formatBytes(neededBytes));
    return requirement;
}

} // namespace

Status requireBootLoaderTools()
{
    QStringList missing;
    for (const Tool &tool : tools) {
        if (tool.reason == bootLoaderReason && !isThere(QString::fromLatin1(tool.name)))
            missing += QString::fromLatin1(tool.package);
    }
    if (missing.isEmpty())
        return ok();
    return fail(Errc::NotFound, tr("Building a boot loader needs the packages %1, which are not installed; "
                                   "run \"coffer check --fix\".").arg(missing.join(u' ')));
}

QList<Requirement> checkRequirements(const BuildContext &context)
{
    QList<Requirement> requirements;
    for (const Tool &tool : tools)
        requirements += checkTool(tool);
    if (context.cluster.kernel == KernelOrigin::Source) {
        for (const Tool &tool : kernelTools)
            requirements += checkTool(tool);
    }
    requirements += checkSandbox(context);
    requirements += checkInterpreter(context);
    requirements += checkSpace(context.cacheFolder);
    requirements += checkSpace(context.outputFolder);
    return requirements;
}

QStringList missingPackages(const QList<Requirement> &requirements)
{
    QStringList packages;
    for (const Requirement &requirement : requirements) {
        if (!requirement.problem.isEmpty() && !requirement.package.isEmpty() && !packages.contains(requirement.package))
            packages += requirement.package;
    }
    return packages;
}

QString installCommand(const QStringList &packages)
{
    if (packages.isEmpty())
        return {};
    const QString command = QStringLiteral("apt-get install ") + packages.join(u' ');
    return ::geteuid() == 0 ? command : QStringLiteral("sudo ") + command;
}

} // namespace coffer
