// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/installkeys.h"

#include "core/base/files.h"

#include <QFile>

namespace coffer {
namespace {

Status install(const QString &from, const QString &to, bool isPrivate)
{
    const Result<QByteArray> key = readFile(from, 64 << 10);
    if (!key)
        return passOn(key);
    return isPrivate ? writeFile(to, *key, true) : writePublicFile(to, *key);
}

/// A user's .ssh, open to nobody else.
Result<QString> sshFolder(const QString &home)
{
    const QString folder = home + QStringLiteral("/.ssh");
    if (Status made = makePublicFolder(folder); !made)
        return passOn(made);
    QFile::setPermissions(folder, privateFile | QFileDevice::ExeOwner);
    return folder;
}

} // namespace

Status installKeys(const QString &folder, const QString &root)
{
    QByteArray knownHosts;
    for (const char *type : {"ecdsa", "ed25519", "rsa"}) {
        const QString name = QStringLiteral("ssh_host_%1_key").arg(QLatin1String(type));
        const QString from = folder + QStringLiteral("/host_keys/") + name;
        if (Status done = install(from, root + QStringLiteral("/etc/ssh/") + name, true); !done)
            return done;
        if (Status done = install(from + QStringLiteral(".pub"), root + QStringLiteral("/etc/ssh/") + name + QStringLiteral(".pub"), false); !done)
            return done;
        knownHosts += "* " + readFile(from + QStringLiteral(".pub")).value_or(QByteArray()).trimmed() + '\n';
    }
    if (Status done = writePublicFile(root + QStringLiteral("/etc/ssh/ssh_known_hosts"), knownHosts); !done)
        return done;

    for (const char *user : {"root", "cc"}) {
        const QString home = root + (qstrcmp(user, "root") == 0 ? QStringLiteral("/root") : QStringLiteral("/home/cc"));
        const Result<QString> ssh = sshFolder(home);
        if (!ssh)
            return passOn(ssh);
        const QString key = folder + u'/' + QLatin1String(user) + QStringLiteral("/id_ed25519.pub");
        if (Status done = install(key, *ssh + QStringLiteral("/authorized_keys"), true); !done)
            return done;
    }
    const QString mine = root + QStringLiteral("/home/cc/.ssh/id_ed25519");
    if (Status done = install(folder + QStringLiteral("/cc/id_ed25519"), mine, true); !done)
        return done;
    if (Status done = install(folder + QStringLiteral("/cc/id_ed25519.pub"), mine + QStringLiteral(".pub"), false); !done)
        return done;
    const Result<QByteArray> secret = readFile(folder + QStringLiteral("/share/secret"), 64 << 10);
    if (!secret)
        return passOn(secret);
    if (Status made = makePublicFolder(root + QStringLiteral("/etc/cofferware")); !made)
        return made;
    return writeFile(root + QStringLiteral("/etc/cofferware/share.credentials"), "username=cc\npassword=" + secret->trimmed() + '\n', true);
}

} // namespace coffer
