// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

/// The text without private keys (PEM, OpenSSH), values of passwords and tokens ("password=…", "token: …"), names and passwords
/// in addresses, home folders ("~" instead) and host names. Pure; its time grows with the text's length only.
QString redact(const QString &text, const Secrets &secrets);

} // namespace coffer
