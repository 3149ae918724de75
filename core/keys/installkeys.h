// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

namespace coffer {

/// Lays the cluster's keys from `folder` into the file tree `root` of a system: the host keys and
/// /etc/ssh/ssh_known_hosts that trusts them for every name, root's and cc's authorized_keys, and
/// cc's key pair, which opens every machine of the cluster for MPI; and the secret of /share as
/// /etc/cofferware/share.credentials, in the form that mount.cifs reads. Private files are 0600 and their
/// folders 0700; they belong to the caller, and the configure step gives cc's to cc.
/// Errors: NotFound for a missing key.
Status installKeys(const QString &folder, const QString &root);

} // namespace coffer
