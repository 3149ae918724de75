// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/aptarchive.h"

#include "core/base/files.h"
#include "core/base/process.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

namespace coffer {
namespace {

constexpr qint64 freshListsSeconds = 3600;

/// The mirror that this machine's apt takes Debian itself from (apt-get(8), indextargets).
Result<QString> systemMirror(Progress &progress)
{
    Command list;
    list.program = QStringLiteral("apt-get");
    list.arguments = {QStringLiteral("indextargets"), QStringLiteral("--format"),
                      QStringLiteral("$(ORIGIN)|$(LABEL)|$(REPO_URI)"), QStringLiteral("Created-By: Packages")};
    list.quiet = true;
    const Result<QByteArray> targets = runProcess(list, progress);
    if (!targets)
        return passOn(targets);
    const QByteArray own = "Debian|Debian|";
    for (const QByteArray &line : targets->split('\n')) {
        if (line.startsWith(own))
            return QString::fromUtf8(line.mid(own.size())).trimmed();
    }
    return fail(Errc::NotFound, tr("This machine's apt names no Debian mirror; run \"apt-get update\", or set mirror in cluster.toml."));
}

/// Proxy settings of this machine's apt, as lines of configuration (apt.conf(5)).
QByteArray proxySettings(Progress &progress)
{
    Command dump;
    dump.program = QStringLiteral("apt-config");
    dump.arguments = {QStringLiteral("dump")};
    dump.quiet = true;
    QByteArray lines;
    for (const QByteArray &line : runProcess(dump, progress).value_or(QByteArray()).split('\n')) {
        const QByteArray lower = line.toLower();
        if (lower.startsWith("acquire::http") && lower.contains("proxy"))
            lines += line + '\n';
    }
    return lines;
}

QByteArray privateConfig(const QString &folder)
{
    const QByteArray dir = folder.toUtf8();
    return "#clear APT::Update::Pre-Invoke;\n"
           "#clear APT::Update::Post-Invoke;\n"
           "#clear APT::Update::Post-Invoke-Success;\n"
           "#clear Acquire::IndexTargets::deb::DEP-11;\n"
           "APT::Architecture \"amd64\";\n"
           "APT::Architectures { \"amd64\"; \"arm64\"; };\n"
           "Dir::State \"" + dir + "/state\";\n"
           "Dir::State::status \"" + dir + "/state/status\";\n"
           "Dir::Cache \"" + dir + "/cache\";\n"
           "Dir::Etc::sourcelist \"" + dir + "/sources.list\";\n"
           "Dir::Etc::sourceparts \"/dev/null\";\n"
           "Dir::Etc::preferences \"/dev/null\";\n"
           "Dir::Etc::preferencesparts \"/dev/null\";\n";
}

Result<QByteArray> aptGet(const AptArchive &archive, const QStringList &arguments, const QString &folder, Progress &progress)
{
    Command get;
    get.program = QStringLiteral("apt-get");
    get.arguments = QStringList{QStringLiteral("-q"), QStringLiteral("-c"), archive.configFile} + arguments;
    get.workingDirectory = folder;
    return runProcess(get, progress);
}

Status run(const QString &program, const QStringList &arguments, const QString &folder, Progress &progress)
{
    Command command;
    command.program = program;
    command.arguments = arguments;
    command.workingDirectory = folder;
    command.quiet = true;
    const Result<QByteArray> done = runProcess(command, progress);
    if (!done)
        return passOn(done);
    return ok();
}

} // namespace

Result<AptArchive> openArchive(const BuildContext &context, Progress &progress)
{
    AptArchive archive;
    archive.mirror = context.cluster.mirror;
    if (archive.mirror.isEmpty()) {
        const Result<QString> mirror = systemMirror(progress);
        if (!mirror)
            return passOn(mirror);
        archive.mirror = *mirror;
    }
    archive.folder = context.cacheFolder + QStringLiteral("/apt-") + context.cluster.suite;
    archive.configFile = archive.folder + QStringLiteral("/apt.conf");
    archive.optionsFile = archive.folder + QStringLiteral("/inside.conf");

    const QByteArray key = "signed-by=/usr/share/keyrings/debian-archive-keyring.gpg";
    const QByteArray where = archive.mirror.toUtf8() + ' ' + context.cluster.suite.toUtf8() + " main\n";
    const QByteArray sources = "deb [arch=amd64,arm64 " + key + "] " + where + "deb-src [" + key + "] " + where;
    const QByteArray settings = "APT::Install-Recommends \"false\";\nAPT::Sandbox::User \"root\";\nAcquire::Languages \"none\";\n"
                                "#clear DPkg::Pre-Install-Pkgs;\n" + proxySettings(progress);
    for (const char *name : {"/state/lists/partial", "/cache/archives/partial"}) {
        if (Status made = makeDirectory(archive.folder + QLatin1String(name)); !made)
            return passOn(made);
    }
    const QString list = archive.folder + QStringLiteral("/sources.list");
    const bool sameSources = readFile(list).value_or(QByteArray()) == sources; // its time tells whether the lists are fresh
    for (const Status &written : {sameSources ? ok() : writeFile(list, sources),
                                  writeFile(archive.folder + QStringLiteral("/state/status"), {}),
                                  writeFile(archive.configFile, privateConfig(archive.folder) + settings),
                                  writeFile(archive.optionsFile, settings)}) {
        if (!written)
            return passOn(written);
    }
    return archive;
}

Status updateLists(const AptArchive &archive, Progress &progress)
{
    const QString stamp = archive.folder + QStringLiteral("/updated");
    const QDateTime last = QFileInfo(stamp).lastModified();
    if (last.isValid() && last.secsTo(QDateTime::currentDateTime()) < freshListsSeconds
        && QFileInfo(archive.folder + QStringLiteral("/sources.list")).lastModified() <= last)
        return ok();
    const Result<QByteArray> updated = aptGet(archive, {QStringLiteral("update"), QStringLiteral("--error-on=any")}, archive.folder, progress);
    if (!updated)
        return fail(updated.error().code, tr("Debian's package lists cannot be fetched; check the network. %1").arg(updated.error().message));
    return writeFile(stamp, {});
}

Status downloadPackages(const AptArchive &archive, const QStringList &names, const QString &folder, Progress &progress)
{
    if (Status updated = updateLists(archive, progress); !updated)
        return updated;
    if (Status made = makeDirectory(folder); !made)
        return made;
    const Result<QByteArray> fetched = aptGet(archive, QStringList{QStringLiteral("download")} + names, folder, progress);
    if (!fetched)
        return passOn(fetched);
    return ok();
}

Status unpackPackage(const AptArchive &archive, const QString &name, const QString &folder, Progress &progress)
{
    const QTemporaryDir downloads(archive.folder + QStringLiteral("/cache/package-XXXXXX"));
    if (Status fetched = downloadPackages(archive, {name}, downloads.path(), progress); !fetched)
        return fetched;
    const QStringList debs = QDir(downloads.path()).entryList({QStringLiteral("*.deb")});
    if (debs.size() != 1)
        return fail(Errc::NotFound, tr("Debian's archive has no package %1 in this suite.").arg(name));
    return run(QStringLiteral("dpkg-deb"), {QStringLiteral("-x"), debs.first(), folder}, downloads.path(), progress);
}

} // namespace coffer
