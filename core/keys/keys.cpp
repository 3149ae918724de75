// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/keys.h"

#include "core/base/files.h"
#include "core/base/process.h"
#include "core/base/sha256.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <cerrno>

#include <sys/stat.h>
#include <unistd.h>

namespace coffer {
namespace {

constexpr qint64 largestKeyFile = 64 << 10;
constexpr int fewestRsaBits = 3072;

KeyPair keyPair(const QString &name, const QString &path, const QString &type)
{
    KeyPair key;
    key.name = name;
    key.privatePath = path;
    key.publicPath = path + QStringLiteral(".pub");
    key.type = type;
    return key;
}

/// Whether a name exists, be it a link to nothing.
bool isThere(const QString &path)
{
    struct stat info = {};
    return ::lstat(QFile::encodeName(path).constData(), &info) == 0;
}

Status checkFile(const QString &path, bool isPrivate)
{
    struct stat info = {};
    if (::lstat(QFile::encodeName(path).constData(), &info) != 0)
        return fail(Errc::Failed, tr("%1 cannot be looked at: %2.").arg(path, systemError(errno)));
    if (!S_ISREG(info.st_mode))
        return fail(Errc::Refused, tr("%1 is not a regular file; put the key itself there, links are not followed.").arg(path));
    if (info.st_uid != ::geteuid() && info.st_uid != 0)
        return fail(Errc::Refused, tr("%1 belongs to another user; make it yours with \"chown\".").arg(path));
    if (isPrivate && (info.st_mode & 0077) != 0)
        return fail(Errc::Refused, tr("%1 can be read by others; mend it with \"chmod 600 %1\" and consider a new key.").arg(path));
    if ((info.st_mode & 0022) != 0)
        return fail(Errc::Refused, tr("%1 can be written by others; mend it with \"chmod 644 %1\".").arg(path));
    return ok();
}

/// Runs ssh-keygen; what it says is in the error only.
Result<QByteArray> sshKeygen(const QStringList &arguments, const QByteArray &input, Progress &progress)
{
    Command command;
    command.program = QStringLiteral("ssh-keygen");
    command.arguments = arguments;
    command.input = input;
    command.quiet = true;
    return runProcess(command, progress);
}

/// "type base64", without the comment.
QByteArray keyItself(const QByteArray &line)
{
    const QList<QByteArray> words = line.simplified().split(' ');
    return words.size() < 2 ? QByteArray() : words[0] + ' ' + words[1];
}

/// Checks the secret, which is there; fills in its fingerprint.
Status checkSecret(KeyPair &key)
{
    if (Status checked = checkFile(key.privatePath, true); !checked)
        return checked;
    const Result<QByteArray> secret = readFile(key.privatePath, largestKeyFile);
    if (!secret)
        return passOn(secret);
    static const QRegularExpression form(QStringLiteral("\\A[A-Za-z0-9]{20,100}\\n?\\z"));
    if (!form.match(QString::fromLatin1(*secret)).hasMatch())
        return fail(Errc::InvalidInput, tr("%1 is not one line of 20 to 100 letters and digits; move it away and run \"coffer keys create\".").arg(key.privatePath));
    key.fingerprint = QStringLiteral("SHA256:") + QString::fromLatin1(sha256Hex(secret->trimmed()).left(16));
    return ok();
}

/// Checks a pair whose files are both there; fills in its fingerprint.
Status checkPair(KeyPair &key, Progress &progress)
{
    for (const bool isPrivate : {true, false}) {
        if (Status checked = checkFile(isPrivate ? key.privatePath : key.publicPath, isPrivate); !checked)
            return checked;
    }
    const Result<QByteArray> stored = readFile(key.publicPath, largestKeyFile);
    if (!stored)
        return passOn(stored);
    const Result<QByteArray> derived = sshKeygen({QStringLiteral("-y"), QStringLiteral("-P"), QString(), QStringLiteral("-f"), key.privatePath}, {}, progress);
    if (!derived && derived.error().code != Errc::Failed)
        return passOn(derived);
    if (!derived)
        return fail(Errc::InvalidInput, tr("%1 is not a private key without passphrase; put the right file there, or move it and its .pub away and run "
                                           "\"coffer keys create\" (%2)").arg(key.privatePath, derived.error().message));
    if (keyItself(*derived).isEmpty() || keyItself(*derived) != keyItself(*stored))
        return fail(Errc::InvalidInput, tr("%1 does not belong to %2; write it anew with \"ssh-keygen -y -f %2 > %1\".").arg(key.publicPath, key.privatePath));
    // "3072 SHA256:… comment (RSA)"
    const Result<QByteArray> told = sshKeygen({QStringLiteral("-l"), QStringLiteral("-E"), QStringLiteral("sha256"), QStringLiteral("-f"), QStringLiteral("-")},
                                              *derived, progress);
    if (!told)
        return passOn(told);
    const QStringList words = QString::fromUtf8(*told).simplified().split(u' ');
    const QString type = QString(words.last()).remove(u'(').remove(u')').toLower();
    if (words.size() < 3 || type != key.type)
        return fail(Errc::InvalidInput, tr("%1 is a key of type %2, not %3; put the right file there.").arg(key.privatePath, type, key.type));
    if (type == QLatin1String("rsa") && words[0].toInt() < fewestRsaBits)
        return fail(Errc::InvalidInput, tr("%1 has %2 bits only, and needs at least %3; move it away and run \"coffer keys create\".")
                                            .arg(key.privatePath, words[0]).arg(fewestRsaBits));
    key.fingerprint = words[1];
    return ok();
}

} // namespace

QList<KeyPair> keyLayout(const QString &folder)
{
    const QString base = QDir(folder).absolutePath();
    const QString ed25519 = QStringLiteral("ed25519");
    QList<KeyPair> keys = {keyPair(QStringLiteral("cc"), base + QStringLiteral("/cc/id_ed25519"), ed25519),
                           keyPair(QStringLiteral("root"), base + QStringLiteral("/root/id_ed25519"), ed25519)};
    for (const QString &type : {QStringLiteral("ecdsa"), ed25519, QStringLiteral("rsa")})
        keys.append(keyPair(QStringLiteral("host ") + type, base + QStringLiteral("/host_keys/ssh_host_%1_key").arg(type), type));
    KeyPair secret = keyPair(QStringLiteral("share"), base + QStringLiteral("/share/secret"), QStringLiteral("secret"));
    secret.publicPath.clear();
    keys.append(secret);
    return keys;
}

Result<QList<KeyPair>> checkKeys(const QString &folder, Progress &progress)
{
    QList<KeyPair> keys = keyLayout(folder);
    for (KeyPair &key : keys) {
        const bool hasPrivate = isThere(key.privatePath);
        const bool hasPublic = key.isSecret() ? hasPrivate : isThere(key.publicPath);
        if (hasPrivate && !hasPublic)
            return fail(Errc::InvalidInput, tr("%1 is missing; make it with \"ssh-keygen -y -f %2 > %1\".").arg(key.publicPath, key.privatePath));
        if (hasPublic && !hasPrivate)
            return fail(Errc::InvalidInput, tr("%1 is missing though %2 is there; bring it back, or move the public file away to get a new pair.")
                                                .arg(key.privatePath, key.publicPath));
        if (!hasPrivate)
            continue;
        if (Status checked = key.isSecret() ? checkSecret(key) : checkPair(key, progress); !checked)
            return passOn(checked);
        key.present = true;
    }
    return keys;
}

} // namespace coffer
