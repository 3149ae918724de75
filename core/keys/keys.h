// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QString>
#include <QStringList>

namespace coffer {

/// One key pair of the cluster, or the secret that opens /share.
struct KeyPair
{
    QString name;        ///< "cc", "root", "host ed25519", "share"
    QString privatePath; ///< absolute
    QString publicPath;  ///< empty for the secret
    QString type;        ///< "ed25519", "ecdsa", "rsa", "secret"
    QString fingerprint; ///< "SHA256:…"; empty when absent
    bool present = false;

    bool isSecret() const { return publicPath.isEmpty(); }
};

/// The cluster's key set in `folder`, in the manual's layout: cc/id_ed25519, root/id_ed25519,
/// host_keys/ssh_host_{ecdsa,ed25519,rsa}_key, each with its .pub; and share/secret: one line of 20
/// to 100 letters and digits, the password of the Samba user cc.
QList<KeyPair> keyLayout(const QString &folder);

/// The set as it is, checked: regular files, private ones ours alone (0600), public and private
/// fit together, types right, RSA of 3072 bits or more, the secret long enough. Absent keys are no error. Blocks for some ms.
/// Errors: Refused (permissions, owner, links) or InvalidInput, naming the file and the remedy.
Result<QList<KeyPair>> checkKeys(const QString &folder, Progress &progress);

/// Creates what is missing, pairs with ssh-keygen and without passphrases. Never touches a key that is there.
/// Afterwards all are present; a key appears with both its files or not at all, and those of one
/// folder together. Returns the names of those created. Blocks for seconds. Errors: those of
/// checkKeys(), Busy (another program makes keys there), NotFound (no ssh-keygen), Cancelled, Failed.
Result<QStringList> createKeys(const QString &folder, const QString &clusterId, Progress &progress);

} // namespace coffer
