// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/packageset.h"

#include "core/base/filelock.h"
#include "core/base/process.h"
#include "core/base/sha256.h"
#include "core/build/stepprogress.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace coffer {
namespace {

/// Links the downloaded file into `folder` when it is what the archive says; otherwise removes it.
Result<bool> takeFile(const AptArchive &archive, const PackageVersion &package, const QString &folder)
{
    const QString path = archive.debFolder() + u'/' + package.file;
    if (QFileInfo(path).size() != package.bytes || sha256OfFile(path).value_or(QByteArray()) != package.sha256) {
        QFile::remove(path);
        return false;
    }
    const QByteArray from = QFile::encodeName(path);
    const QByteArray to = QFile::encodeName(folder + u'/' + package.file);
    ::utimensat(AT_FDCWD, from.constData(), nullptr, 0); // when it was last used; a note only
    if (::link(from.constData(), to.constData()) != 0 && errno != EEXIST)
        return fail(Errc::Failed, tr("%1 cannot be made: %2.").arg(folder, systemError(errno)));
    return true;
}

/// Links those that are there; returns the others.
Result<PackageSet> takeFiles(const AptArchive &archive, const PackageSet &packages, const QString &folder, Progress &progress)
{
    PackageSet missing;
    for (const PackageVersion &package : packages) {
        if (Status go = progress.checkCancelled(); !go)
            return passOn(go);
        const Result<bool> taken = takeFile(archive, package, folder);
        if (!taken)
            return passOn(taken);
        if (!*taken)
            missing += package;
    }
    return missing;
}

Status download(const AptArchive &archive, const QString &architecture, const PackageSet &packages, Progress &progress)
{
    QStringList names;
    for (const PackageVersion &package : packages)
        names += package.name + u'=' + package.version;
    // "install" would want all they depend on too; "download" takes just these, into the working folder.
    Command fetch;
    fetch.program = QStringLiteral("apt-get");
    fetch.arguments = QStringList{QStringLiteral("-q"), QStringLiteral("-c"), archive.configFor(architecture), QStringLiteral("download")} + names;
    fetch.workingDirectory = archive.debFolder();
    DownloadSteps steps(packages, progress);
    fetch.onLine = [&](const QString &line) { steps.take(line); };
    const Result<QByteArray> fetched = runProcess(fetch, progress);
    if (!fetched)
        return passOn(fetched);
    return ok();
}

/// The stanzas of all packages (deb822), as the archive's signed lists have them, with their files' names in this folder.
Result<QByteArray> indexOf(const AptArchive &archive, const QString &architecture, const PackageSet &packages, Progress &progress)
{
    QStringList names;
    QMap<QByteArray, QByteArray> files;
    for (const PackageVersion &package : packages) {
        names += package.name + u'=' + package.version;
        files.insert(package.sha256, QString(package.file).replace(u'%', QStringLiteral("%25")).toUtf8()); // as part of an address
    }
    if (names.isEmpty())
        return QByteArray();
    const Result<QByteArray> shown = askApt(archive, archive.configFor(architecture), QStringLiteral("apt-cache"),
                                            QStringList{QStringLiteral("show")} + names, progress);
    if (!shown)
        return shown;
    static const QRegularExpression fileName(QStringLiteral("^Filename: .*$"), QRegularExpression::MultilineOption);
    static const QRegularExpression checksum(QStringLiteral("^SHA256: ([0-9a-f]{64})$"), QRegularExpression::MultilineOption);
    QString index;
    for (const QString &stanza : QString::fromUtf8(*shown).split(QStringLiteral("\n\n"), Qt::SkipEmptyParts)) {
        const QByteArray file = files.take(checksum.match(stanza).captured(1).toLatin1());
        if (!file.isEmpty())
            index += QString(stanza).trimmed().replace(fileName, QStringLiteral("Filename: ./") + QString::fromUtf8(file)) + QStringLiteral("\n\n");
    }
    if (!files.isEmpty())
        return fail(Errc::NotFound, tr("Debian's package lists do not describe %1; run the build again.").arg(QString::fromUtf8(files.first())));
    return index.toUtf8();
}

/// Signed by nobody, as it never leaves this machine: what it lists was checked against the signed lists.
QByteArray releaseOf(const QString &suite, const QByteArray &index)
{
    return "Origin: Debian\nLabel: Debian\nSuite: " + suite.toUtf8() + "\nCodename: " + suite.toUtf8() + "\nDate: Thu, 01 Jan 1970 00:00:00 UTC\n"
           "SHA256:\n " + sha256Hex(index) + ' ' + QByteArray::number(index.size()) + " Packages\n";
}

Status fillRepository(const QString &suite, const AptArchive &archive, const QString &architecture, const PackageSet &packages, const QString &folder,
                      Progress &progress)
{
    if (Status made = makeDirectory(archive.debFolder()); !made)
        return made;
    const Result<FileLock> lock = FileLock::take(archive.debFolder() + QStringLiteral(".lock"), progress); // another stage may download
    if (!lock)
        return passOn(lock);
    Result<PackageSet> missing = takeFiles(archive, packages, folder, progress);
    if (missing && !missing->isEmpty()) {
        if (Status fetched = download(archive, architecture, *missing, progress); !fetched)
            return fetched;
        missing = takeFiles(archive, *missing, folder, progress);
    }
    if (!missing)
        return passOn(missing);
    if (!missing->isEmpty())
        return fail(Errc::ChecksumMismatch, tr("The package %1 was not delivered as Debian's lists say; try again, or set another mirror in cluster.toml.")
                                                .arg(missing->first().file));
    const Result<QByteArray> index = indexOf(archive, architecture, packages, progress);
    if (!index)
        return passOn(index);
    if (Status written = writeFile(folder + QStringLiteral("/Packages"), *index); !written)
        return written;
    return writeFile(folder + QStringLiteral("/Release"), releaseOf(suite, *index));
}

} // namespace

Result<PackageSet> parsePackageUris(const QByteArray &text)
{
    static const QRegularExpression form(QStringLiteral("^'([^']+)' (([a-z0-9][a-z0-9.+-]+)_([A-Za-z0-9.+~%-]+)_([a-z0-9]+)\\.deb) (\\d{1,12}) SHA256:([0-9a-f]{64})$"));
    PackageSet packages;
    for (const QByteArray &line : text.split('\n')) {
        if (!line.startsWith('\''))
            continue;
        const auto match = form.match(QString::fromUtf8(line).trimmed());
        if (!match.hasMatch())
            return fail(Errc::InvalidInput, tr("apt tells of a package in a form that is not known: %1").arg(QString::fromUtf8(line)));
        packages.append({match.captured(3), match.captured(4).replace(QStringLiteral("%3a"), QStringLiteral(":")), match.captured(5),
                         match.captured(2), match.captured(6).toLongLong(), match.captured(7).toLatin1()});
    }
    return packages;
}

QByteArray formatPackages(const PackageSet &packages)
{
    QByteArray text;
    for (const PackageVersion &package : packages)
        text += (package.name + u' ' + package.version + u' ' + package.architecture + u' ').toUtf8() + package.sha256 + '\n';
    return text;
}

Result<PackageSet> resolvePackages(const AptArchive &archive, const QString &architecture, const QStringList &names, bool essential, Progress &progress)
{
    QStringList wanted = names;
    if (essential)
        wanted += {QStringLiteral("?essential"), QStringLiteral("apt")};
    const Result<QByteArray> printed = askApt(archive, archive.configFor(architecture), QStringLiteral("apt-get"),
                                              QStringList{QStringLiteral("--print-uris"), QStringLiteral("-y"), QStringLiteral("install")} + wanted, progress);
    if (!printed && printed.error().code == Errc::Failed)
        return fail(Errc::NotFound, tr("The packages cannot be installed together from this suite; look at the package lists in boards/. %1").arg(printed.error().message));
    if (!printed)
        return passOn(printed);
    return parsePackageUris(*printed);
}

Stage repositoryStage(const BuildContext &context, const AptArchive &archive, const QString &name, const QString &architecture, const PackageSet &packages)
{
    Stage stage;
    stage.name = QStringLiteral("packages-of-") + name;
    stage.inputs = {"2", formatPackages(packages), context.cluster.suite.toUtf8()}; // raised when what is made of the same changes
    stage.make = [suite = context.cluster.suite, archive, architecture, packages](const StageWork &work, Progress &progress) {
        return fillRepository(suite, archive, architecture, packages, work.folder, progress);
    };
    return stage;
}

} // namespace coffer
