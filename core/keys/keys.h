// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QString>
#include <QStringList>

namespace coffer {

/// One key pair of the cluster.
struct KeyPair
{
    QString name;        ///< "cc", "root", "host ed25519"
    QString privatePath; ///< absolute
    QString publicPath;
    QString type;        ///< "ed25519", "ecdsa", "rsa"
    QString fingerprint; ///< "SHA256:…"; empty when absent
    bool present = false;
};

/// The cluster's key set in `folder`, in the manual's layout: cc/id_ed25519, root/id_ed25519,
/// host_keys/ssh_host_{ecdsa,ed25519,rsa}_key, each with its .pub.
QList<KeyPair> keyLayout(const QString &folder);

/// The set as it is, checked: regular files, private ones ours alone (0600), public and private
/// fit together, types right, RSA of 3072 bits or more. Absent keys are no error. Blocks for some ms.
/// Errors: Refused (permissions, owner, links) or InvalidInput, naming the file and the remedy.
Result<QList<KeyPair>> checkKeys(const QString &folder, Progress &progress);

/// Creates what is missing with ssh-keygen, without passphrases. Never touches a key that is there.
/// Afterwards all are present; a key appears with both its files or not at all, and those of one
/// folder together. Returns the names of those created. Blocks for seconds. Errors: those of
/// checkKeys(), Busy (another program makes keys there), NotFound (no ssh-keygen), Cancelled, Failed.
Result<QStringList> createKeys(const QString &folder, const QString &clusterId, Progress &progress);

} // namespace coffer
