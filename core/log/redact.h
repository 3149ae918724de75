// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRegularExpression>
#include <QString>
#include <QStringList>

namespace coffer {

/// What must not leave this machine with an exported log.
struct Secrets
{
    QStringList homes;     ///< home folders, as paths
    QStringList hostNames; ///< of this machine
    QStringList words;     ///< passwords and the like, as they are

    /// This machine's and this user's, without words.
    static Secrets ofThisMachine();
};

/// Takes out of texts what must not leave: private keys (PEM, OpenSSH, SSH2, PGP, PuTTY's), values of passwords, tokens and keys
/// ("password=…", "DB_TOKEN: …", "PrivateKey = …", "--password …"), names and passwords in addresses, home folders ("~" instead) and
/// host names. Escape sequences of terminals go as well, for a colour within a word would hide it. Made once for many texts; its time
/// grows with their length only.
class Redactor
{
public:
    explicit Redactor(const Secrets &secrets);

    QString operator()(const QString &text) const;

private:
    QStringList m_words;
    QList<QRegularExpression> m_homes;
    QList<QRegularExpression> m_hostNames;
};

/// One text, with a Redactor of its own.
QString redact(const QString &text, const Secrets &secrets);

} // namespace coffer
