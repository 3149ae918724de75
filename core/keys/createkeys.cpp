// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/keys.h"

#include "core/base/files.h"
#include "core/base/process.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace coffer {
namespace {

const QString workFolder = QStringLiteral(".new-");

constexpr int secretLength = 32; ///< characters of 62 kinds: 190 bits

Status makeSecret(const QString &path)
{
    static constexpr char characters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    QByteArray secret;
    for (int i = 0; i < secretLength; ++i)
        secret += characters[QRandomGenerator::system()->bounded(int(sizeof characters) - 1)];
    return writeFile(path, secret + '\n', true);
}

Status generate(const KeyPair &key, const QString &path, const QString &clusterId, Progress &progress)
{
    if (key.isSecret())
        return makeSecret(path);
    const QString user = key.name == QLatin1String("cc") ? QStringLiteral("cc") : QStringLiteral("root");
    Command command;
    command.program = QStringLiteral("ssh-keygen");
    command.arguments = {QStringLiteral("-q"), QStringLiteral("-t"), key.type, QStringLiteral("-N"), QString(),
                         QStringLiteral("-C"), user + u'@' + clusterId, QStringLiteral("-f"), path};
    if (key.type == QLatin1String("rsa"))
        command.arguments << QStringLiteral("-b") << QStringLiteral("3072");
    command.quiet = true;
    const Result<QByteArray> made = runProcess(command, progress);
    return made ? ok() : passOn(made);
}

Status syncToDisk(const QString &path)
{
    const Fd file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    if (!file.isValid() || ::fsync(file.get()) != 0)
        return fail(Errc::Failed, tr("%1 cannot be written: %2.").arg(path, systemError(errno)));
    return ok();
}

/// Links every file of `from` into `to`, so that both folders hold the same ones.
Status linkFiles(const QString &from, const QString &to)
{
    QDirIterator files(from, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    while (files.hasNext()) {
        const QFileInfo file(files.next());
        if (file.isSymLink() || !file.isFile())
            return fail(Errc::Refused, tr("%1 is not a regular file; the key folders may hold nothing else, move it away.").arg(file.filePath()));
        if (::link(QFile::encodeName(file.filePath()).constData(), QFile::encodeName(to + u'/' + file.fileName()).constData()) != 0)
            return fail(Errc::Failed, tr("%1 cannot be linked: %2.").arg(file.filePath(), systemError(errno)));
    }
    return ok();
}

/// Puts the finished folder in the place of `to` in one step. The keys that `to` holds are in it too.
Status putInPlace(const QString &finished, const QString &to)
{
    const QByteArray from = QFile::encodeName(finished);
    const QByteArray target = QFile::encodeName(to);
    // Renames over nothing or an empty folder; what is there otherwise is exchanged, never replaced.
    if (std::rename(from.constData(), target.constData()) == 0)
        return ok();
    if ((errno != ENOTEMPTY && errno != EEXIST)
        || ::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, target.constData(), RENAME_EXCHANGE) != 0)
        return fail(Errc::Failed, tr("%1 cannot be put in place: %2.").arg(to, systemError(errno)));
    return ok();
}

/// Makes the missing keys of one folder. They appear in it all at once.
Status createInFolder(const QString &folder, const QList<KeyPair> &missing, const QString &clusterId, Progress &progress)
{
    const QFileInfo there(folder);
    if (there.isSymLink() || (there.exists() && !there.isDir()))
        return fail(Errc::Refused, tr("%1 is not a folder; links are not followed, move it away.").arg(folder));
    QTemporaryDir work(there.absolutePath() + u'/' + workFolder + QStringLiteral("XXXXXX")); // 0700
    if (!work.isValid())
        return fail(Errc::Failed, tr("No folder for new keys can be made: %1.").arg(work.errorString()));
    // One level deeper, so that whatever is left at the end (also the old folder) goes with `work`.
    const QString fresh = work.filePath(there.fileName());
    if (Status made = makeDirectory(fresh); !made)
        return made;
    QFile::setPermissions(fresh, privateFile | QFileDevice::ExeOwner);
    for (const KeyPair &key : missing) {
        const QString path = fresh + u'/' + QFileInfo(key.privatePath).fileName();
        if (Status made = generate(key, path, clusterId, progress); !made)
            return made;
        if (Status synced = syncToDisk(path); !synced)
            return synced;
        if (Status synced = key.isSecret() ? ok() : syncToDisk(path + QStringLiteral(".pub")); !synced)
            return synced;
        progress.advance(1);
    }
    if (there.exists()) {
        if (Status linked = linkFiles(folder, fresh); !linked)
            return linked;
    }
    if (Status synced = syncToDisk(fresh); !synced)
        return synced;
    if (Status placed = putInPlace(fresh, folder); !placed)
        return placed;
    return syncToDisk(there.absolutePath());
}

/// Makes the folder, and holds it for us alone until the descriptor is closed.
Result<Fd> lockFolder(const QString &folder)
{
    if (!QFileInfo::exists(folder)) {
        if (Status made = makeDirectory(folder); !made)
            return passOn(made);
        QFile::setPermissions(folder, privateFile | QFileDevice::ExeOwner);
    }
    Fd lock(::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!lock.isValid())
        return fail(Errc::Failed, tr("The key folder %1 cannot be opened: %2.").arg(folder, systemError(errno)));
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
        return fail(Errc::Busy, tr("Another program is making keys in %1; wait for it to end.").arg(folder));
    return lock;
}

} // namespace

Result<QStringList> createKeys(const QString &folder, const QString &clusterId, Progress &progress)
{
    const Result<Fd> lock = lockFolder(folder);
    if (!lock)
        return passOn(lock);
    // What a killed run left behind.
    for (const QString &name : QDir(folder).entryList({workFolder + u'*'}, QDir::Dirs | QDir::Hidden | QDir::NoSymLinks))
        QDir(folder + u'/' + name).removeRecursively();

    const Result<QList<KeyPair>> keys = checkKeys(folder, progress);
    if (!keys)
        return passOn(keys);
    QMap<QString, QList<KeyPair>> missing;
    QStringList names;
    for (const KeyPair &key : *keys) {
        if (key.present)
            continue;
        missing[QFileInfo(key.privatePath).path()].append(key);
        names.append(key.name);
    }
    progress.begin(QStringLiteral("keys"), names.size());
    for (auto it = missing.cbegin(); it != missing.cend(); ++it) {
        if (Status made = createInFolder(it.key(), it.value(), clusterId, progress); !made)
            return passOn(made);
    }
    progress.finish();
    return names;
}

} // namespace coffer
