// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QString>
#include <QStringList>

namespace coffer {

/// Root's key in a user's own ~/.ssh.
struct UserKey
{
    QString path;           ///< of the private key, absolute
    bool isNew = false;     ///< it was put there now
    bool isDefault = false; ///< ssh takes it without -i: its name is one of those that ssh tries
    int newHosts = 0;       ///< lines that known_hosts did not have
};

/// Gives a user the cluster's root key: copies it from the key set in `keys` into `sshFolder` (the user's ~/.ssh, made
/// when it is missing) as id_ed25519 or, when that name is taken, as id_ed25519_<clusterId>; never over a file. A key
/// that is there already is left. Then adds the cluster's host keys for the names and addresses `hosts` to known_hosts,
/// behind what it has, so that ssh asks nothing (ssh(1), sshd(8)). Blocks for some ms.
/// Errors: those of checkKeys(), NotFound (no root key in the set), Refused (both names are taken by other keys, or the
/// folder is a link or can be written by others: ssh would not use it), Failed.
Result<UserKey> installRootKey(const QString &keys, const QString &sshFolder, const QString &clusterId, const QStringList &hosts, Progress &progress);

/// What became of it, in a sentence, with the command that logs in at `head` (a name or an address).
QString describe(const UserKey &key, const QString &head);

} // namespace coffer
