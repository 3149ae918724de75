// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/aptarchive.h"

#include "core/base/files.h"
#include "core/base/process.h"
#include "core/base/sha256.h"
#include "core/build/explainfailure.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

namespace coffer {
namespace {

constexpr qint64 freshListsSeconds = 3600;

/// Where this machine's apt has Debian and its security updates from (apt-get(8), indextargets); empty: from nowhere.
Result<DebianArchives> machinesArchives(Progress &progress)
{
    Command list;
    list.program = QStringLiteral("apt-get");
    list.arguments = {QStringLiteral("indextargets"), QStringLiteral("--format"),
                      QStringLiteral("$(ORIGIN)|$(LABEL)|$(REPO_URI)"), QStringLiteral("Created-By: Packages")};
    list.quiet = true;
    const Result<QByteArray> targets = runProcess(list, progress);
    if (!targets)
        return passOn(targets);
    DebianArchives archives;
    const std::pair<QByteArray, QString *> wanted[] = {{"Debian|Debian|", &archives.mirror}, {"Debian|Debian-Security|", &archives.security}};
    for (const QByteArray &line : targets->split('\n')) {
        for (const auto &[own, address] : wanted) {
            if (address->isEmpty() && line.startsWith(own))
                *address = QString::fromUtf8(line.mid(own.size())).trimmed();
        }
    }
    return archives;
}

/// Those of the cluster; this machine's apt is asked, which takes it a while, for what the cluster does not name.
Result<DebianArchives> archivesOf(const Cluster &cluster, Progress &progress)
{
    const bool isSecured = cluster.security != QLatin1String("none") && hasUpdates(cluster.suite);
    DebianArchives from{cluster.mirror, isSecured ? cluster.security : QString()};
    if (!from.mirror.isEmpty() && from.security.isEmpty() != isSecured)
        return from;
    const Result<DebianArchives> machines = machinesArchives(progress);
    if (!machines)
        return machines;
    if (from.mirror.isEmpty())
        from.mirror = machines->mirror;
    if (from.mirror.isEmpty())
        return fail(Errc::NotFound, tr("This machine's apt names no Debian mirror; run \"apt-get update\", or set mirror in cluster.toml."));
    if (isSecured && from.security.isEmpty())
        from.security = machines->security;
    if (isSecured && from.security.isEmpty())
        progress.log(tr("This machine's apt knows no archive of security updates, so the systems have none; set security in cluster.toml."));
    return from;
}

/// A line for the suite and one for its security updates (sources.list(5)), each after `type`, such as "deb [arch=arm64]".
QByteArray sourceLines(const DebianArchives &from, const QString &suite, const QByteArray &type)
{
    QByteArray lines = type + ' ' + from.mirror.toUtf8() + ' ' + suite.toUtf8() + " main\n";
    if (!from.security.isEmpty())
        lines += type + ' ' + from.security.toUtf8() + ' ' + suite.toUtf8() + "-security main\n";
    return lines;
}

/// Settings of the proxy that is asked for, else of this machine's apt, as lines of configuration (apt.conf(5)).
QByteArray proxySettings(const QString &proxy, Progress &progress)
{
    if (!proxy.isEmpty())
        return "Acquire::http::Proxy \"" + proxy.toUtf8() + "\";\nAcquire::https::Proxy \"" + proxy.toUtf8() + "\";\n";
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

/// apt keeps an index of what it sees, which depends on the architectures; so each has a cache of its own.
QByteArray privateConfig(const QString &folder, const QByteArrayList &architectures, const QByteArray &cache)
{
    const QByteArray dir = folder.toUtf8();
    return "#clear APT::Update::Pre-Invoke;\n"
           "#clear APT::Update::Post-Invoke;\n"
           "#clear APT::Update::Post-Invoke-Success;\n"
           "#clear Acquire::IndexTargets::deb::DEP-11;\n"
           "Dir::Cache::pkgcache \"pkgcache.bin\";\n"
           "Dir::Cache::srcpkgcache \"srcpkgcache.bin\";\n"
           "Acquire::ForceHash \"SHA256\";\n"
           "APT::Architecture \"" + architectures.first() + "\";\n"
           "APT::Architectures { \"" + architectures.join("\"; \"") + "\"; };\n"
           "Dir::State \"" + dir + "/state\";\n"
           "Dir::State::status \"" + dir + "/state/status\";\n"
           "Dir::Cache \"" + dir + '/' + cache + "\";\n"
           "Dir::Etc::sourcelist \"" + dir + (architectures.size() > 1 ? "/sources" : '/' + cache) + ".list\";\n"
           "Dir::Etc::sourceparts \"/dev/null\";\n"
           "Dir::Etc::preferences \"" + dir + '/' + cache + ".pins\";\n"
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

} // namespace

bool hasUpdates(const QString &suite)
{
    return suite != QLatin1String("sid") && suite != QLatin1String("unstable");
}

Result<AptArchive> openArchive(const BuildContext &context, Progress &progress, const ArchivePins &pins)
{
    const Result<DebianArchives> from = archivesOf(context.cluster, progress);
    if (!from)
        return passOn(from);
    AptArchive archive;
    archive.from = *from;
    archive.pins = pins;
    archive.folder = context.cacheFolder + QStringLiteral("/apt-") + context.cluster.suite;
    archive.configFile = archive.folder + QStringLiteral("/apt.conf");
    archive.optionsFile = archive.folder + QStringLiteral("/inside.conf");

    // Pinned versions come from a snapshot of the archive, whose lists have expired long since.
    const QByteArray key = QByteArray(pins.isEmpty() ? "" : "check-valid-until=no ") + "signed-by=/usr/share/keyrings/debian-archive-keyring.gpg";
    const QByteArray sources = sourceLines(archive.from, context.cluster.suite, "deb [arch=amd64,arm64 " + key + ']')
                             + sourceLines(archive.from, context.cluster.suite, "deb-src [" + key + ']');
    const QByteArray settings = "APT::Install-Recommends \"false\";\nAPT::Sandbox::User \"root\";\nAcquire::Languages \"none\";\n"
                                "#clear DPkg::Pre-Install-Pkgs;\n" + proxySettings(context.proxy, progress);
    const QString list = archive.folder + QStringLiteral("/sources.list");
    const bool sameSources = readFile(list).value_or(QByteArray()) == sources; // its time tells whether the lists are fresh
    QList<Status> written{makeDirectory(archive.folder + QStringLiteral("/state/lists/partial")),
                          makeDirectory(archive.folder + QStringLiteral("/cache/archives/partial")),
                          sameSources ? ok() : writeFile(list, sources),
                          writeFile(archive.folder + QStringLiteral("/state/status"), {}),
                          writeFile(archive.folder + QStringLiteral("/cache.pins"), {}),
                          writeFile(archive.configFile, privateConfig(archive.folder, {"amd64", "arm64"}, "cache") + settings),
                          writeFile(archive.optionsFile, settings)};
    for (const QByteArray &architecture : {QByteArray("amd64"), QByteArray("arm64")}) {
        const QByteArray cache = "cache-" + architecture;
        const QString name = archive.folder + u'/' + QString::fromLatin1(cache);
        written += {makeDirectory(name + QStringLiteral("/archives/partial")),
                    writeFile(name + QStringLiteral(".list"), sourceLines(archive.from, context.cluster.suite, "deb [arch=" + architecture + ' ' + key + ']')),
                    writeFile(name + QStringLiteral(".pins"), pins.value(QString::fromLatin1(architecture))),
                    writeFile(archive.configFor(QString::fromLatin1(architecture)), privateConfig(archive.folder, {architecture}, cache) + settings)};
    }
    for (const Status &each : std::as_const(written)) {
        if (!each)
            return passOn(each);
    }
    return archive;
}

Status updateLists(const AptArchive &archive, Progress &progress)
{
    const QString stamp = archive.folder + QStringLiteral("/updated");
    const QDateTime last = QFileInfo(stamp).lastModified();
    const bool areOurs = last.isValid() && QFileInfo(archive.folder + QStringLiteral("/sources.list")).lastModified() <= last;
    if (areOurs && last.secsTo(QDateTime::currentDateTime()) < freshListsSeconds)
        return ok();
    const Result<QByteArray> updated = aptGet(archive, {QStringLiteral("update"), QStringLiteral("--error-on=any")}, archive.folder, progress);
    if (!updated && updated.error().code == Errc::Cancelled)
        return passOn(updated);
    if (!updated && areOurs && isOfTheNetwork(updated.error())) {
        progress.log(tr("Debian's package lists cannot be fetched now; those of %1 are used.").arg(last.toString(Qt::ISODate)));
        return ok();
    }
    if (!updated)
        return passOn(updated);
    return writeFile(stamp, {});
}

Result<QByteArray> askApt(const AptArchive &archive, const QString &config, const QString &program, const QStringList &question, Progress &progress)
{
    QByteArray key = config.toUtf8() + '\n' + program.toUtf8() + ' ' + question.join(u' ').toUtf8() + '\n' + QByteArrayList(archive.pins.values()).join();
    for (const QFileInfo &list : QDir(archive.folder + QStringLiteral("/state/lists")).entryInfoList(QDir::Files, QDir::Name))
        key += list.fileName().toUtf8() + ' ' + QByteArray::number(list.metadataChangeTime().toMSecsSinceEpoch()) + '\n';
    const QString kept = archive.folder + QStringLiteral("/answers/") + QString::fromLatin1(sha256Hex(key).left(16));
    if (const Result<QByteArray> known = readFile(kept))
        return known;
    Command ask;
    ask.program = program;
    ask.arguments = QStringList{QStringLiteral("-q"), QStringLiteral("-c"), config} + question;
    ask.workingDirectory = archive.folder;
    ask.quiet = true;
    const Result<QByteArray> answer = runProcess(ask, progress);
    if (!answer)
        return answer;
    if (Status written = writeFile(kept, *answer); !written)
        return passOn(written);
    return answer;
}

Status checkDelivered(const QString &folder, const QByteArrayList &sums)
{
    for (const QString &name : QDir(folder).entryList(QDir::Files)) {
        const Result<QByteArray> sum = sha256OfFile(folder + u'/' + name);
        if (!sum)
            return passOn(sum);
        if (!sums.contains(*sum))
            return fail(Errc::ChecksumMismatch, tr("%1 is not what the archive's index had a moment ago; build again.").arg(name));
    }
    return ok();
}

Status downloadPackages(const AptArchive &archive, const QStringList &names, const QString &folder, Progress &progress)
{
    if (Status made = makeDirectory(folder); !made)
        return made;
    const Result<QByteArray> fetched = aptGet(archive, QStringList{QStringLiteral("download")} + names, folder, progress);
    if (!fetched)
        return passOn(fetched);
    return ok();
}

Status unpackPackage(const AptArchive &archive, const QString &name, const QByteArray &sha256, const QString &folder, Progress &progress)
{
    const QTemporaryDir downloads(archive.folder + QStringLiteral("/cache/package-XXXXXX"));
    if (Status fetched = downloadPackages(archive, {name}, downloads.path(), progress); !fetched)
        return fetched;
    const QStringList debs = QDir(downloads.path()).entryList({QStringLiteral("*.deb")});
    if (debs.size() != 1)
        return fail(Errc::NotFound, tr("Debian's archive has no package %1 in this suite.").arg(name));
    if (Status right = checkDelivered(downloads.path(), {sha256}); !right)
        return right;
    const Result<QByteArray> unpacked = runQuietly(QStringLiteral("dpkg-deb"), {QStringLiteral("-x"), debs.first(), folder}, downloads.path(), progress);
    return unpacked ? ok() : passOn(unpacked);
}

} // namespace coffer
