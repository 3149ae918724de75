// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/userkey.h"

#include "core/base/files.h"
#include "core/keys/keys.h"

#include <QDir>
#include <QFile>
#include <QTemporaryFile>

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace coffer {
namespace {

constexpr qint64 largestKnownHosts = 16 << 20;

bool isThere(const QString &path)
{
    struct stat info = {};
    return ::lstat(QFile::encodeName(path).constData(), &info) == 0;
}

Status prepareFolder(const QString &folder)
{
    const QByteArray name = QFile::encodeName(folder);
    if (!isThere(folder)) {
        if (Status made = makeDirectory(QFileInfo(folder).path()); !made)
            return made;
        if (::mkdir(name.constData(), 0700) != 0)
            return fail(Errc::Failed, tr("%1 cannot be made: %2.").arg(folder, systemError(errno)));
    }
    struct stat info = {};
    if (::lstat(name.constData(), &info) != 0 || !S_ISDIR(info.st_mode) || info.st_uid != ::geteuid() || (info.st_mode & 0022) != 0)
        return fail(Errc::Refused, tr("%1 is not a folder that you alone can write to, so ssh would not use a key in it; mend that with \"chown\" and \"chmod 700 %1\".").arg(folder));
    return ok();
}

/// Puts a new file there in one step. Errors: Busy when the name is taken meanwhile.
Status putNew(const QString &path, const QByteArray &data, mode_t mode)
{
    QTemporaryFile file(QFileInfo(path).path() + QStringLiteral("/.new-XXXXXX")); // 0600
    const bool written = file.open() && file.write(data) == data.size() && file.flush() && ::fchmod(file.handle(), mode) == 0 && ::fsync(file.handle()) == 0;
    if (!written)
        return fail(Errc::Failed, tr("%1 cannot be written: %2.").arg(path, file.errorString()));
    // Unlike a renaming, a link never takes the place of a file.
    if (::link(QFile::encodeName(file.fileName()).constData(), QFile::encodeName(path).constData()) != 0)
        return fail(errno == EEXIST ? Errc::Busy : Errc::Failed, tr("%1 cannot be put in place: %2.").arg(path, systemError(errno)));
    return ok();
}

/// Where the key is or can come to be. Errors: Refused.
Result<UserKey> placeFor(const QByteArray &key, const QString &folder, const QString &clusterId)
{
    const QString usual = folder + QStringLiteral("/id_ed25519");
    const QString own = usual + u'_' + clusterId;
    for (const QString &path : {usual, own}) {
        if (readFile(path, 64 << 10).value_or(QByteArray()) == key)
            return UserKey{path, false, path == usual, 0};
    }
    for (const QString &path : {usual, own}) {
        if (!isThere(path) && !isThere(path + QStringLiteral(".pub")))
            return UserKey{path, true, path == usual, 0};
    }
    return fail(Errc::Refused, tr("%1 and %2 are other keys already; move the second away when you do not need it any more, and try again.").arg(usual, own));
}

/// The host keys' lines that `known` has not, for names and addresses: sshd(8), SSH_KNOWN_HOSTS FILE FORMAT.
Result<QList<QByteArray>> missingLines(const QList<KeyPair> &keys, const QStringList &hosts, const QByteArray &known)
{
    QList<QByteArray> missing;
    const QList<QByteArray> lines = known.split('\n');
    for (const KeyPair &key : keys) {
        if (!key.name.startsWith(QLatin1String("host ")) || !key.present)
            continue;
        const Result<QByteArray> pub = readFile(key.publicPath, 64 << 10);
        if (!pub)
            return passOn(pub);
        const QList<QByteArray> words = pub->simplified().split(' '); // checkKeys() has seen that it is a key
        const QByteArray line = hosts.join(u',').toUtf8() + ' ' + words.value(0) + ' ' + words.value(1);
        if (!lines.contains(line))
            missing += line;
    }
    return missing;
}

/// Adds to the end of known_hosts what it has not; how many lines that were.
Result<int> learnHosts(const QList<KeyPair> &keys, const QStringList &hosts, const QString &folder)
{
    const QString path = folder + QStringLiteral("/known_hosts");
    const Result<QByteArray> known = isThere(path) ? readFile(path, largestKnownHosts) : QByteArray();
    if (!known)
        return passOn(known);
    const Result<QList<QByteArray>> missing = missingLines(keys, hosts, *known);
    if (!missing)
        return passOn(missing);
    if (missing->isEmpty())
        return 0;
    const QByteArray text = (known->isEmpty() || known->endsWith('\n') ? "" : "\n") + missing->join('\n') + '\n';
    const Fd file(::open(QFile::encodeName(path).constData(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
    if (!file.isValid() || ::write(file.get(), text.constData(), size_t(text.size())) != text.size())
        return fail(Errc::Failed, tr("%1 cannot be written: %2.").arg(path, systemError(errno)));
    return int(missing->size());
}

} // namespace

Result<UserKey> installRootKey(const QString &keys, const QString &sshFolder, const QString &clusterId, const QStringList &hosts, Progress &progress)
{
    const Result<QList<KeyPair>> checked = checkKeys(keys, progress);
    if (!checked)
        return passOn(checked);
    const auto root = std::find_if(checked->begin(), checked->end(), [](const KeyPair &key) { return key.name == QLatin1String("root"); });
    if (root == checked->end() || !root->present)
        return fail(Errc::NotFound, tr("There is no root key in %1 yet; create the keys first.").arg(keys));
    const Result<QByteArray> secret = readFile(root->privatePath, 64 << 10);
    const Result<QByteArray> open = readFile(root->publicPath, 64 << 10);
    if (!secret || !open)
        return passOn(secret ? open : secret);

    const QString folder = QDir(sshFolder).absolutePath();
    if (Status ready = prepareFolder(folder); !ready)
        return passOn(ready);
    Result<UserKey> place = placeFor(*secret, folder, clusterId);
    if (!place)
        return place;
    if (place->isNew) {
        if (Status put = putNew(place->path, *secret, 0600); !put)
            return passOn(put);
        if (Status put = putNew(place->path + QStringLiteral(".pub"), *open, 0644); !put)
            return passOn(put);
    }
    const Result<int> learnt = learnHosts(*checked, hosts, folder);
    if (!learnt)
        return passOn(learnt);
    place->newHosts = *learnt;
    return place;
}

QString describe(const UserKey &key, const QString &head)
{
    const QString login = key.isDefault ? QStringLiteral("ssh root@%1").arg(head) : QStringLiteral("ssh -i %1 root@%2").arg(key.path, head);
    return (key.isNew ? tr("Root's key is in %1 now; log in with: %2") : tr("Root's key is in %1 already; log in with: %2")).arg(key.path, login);
}

} // namespace coffer
