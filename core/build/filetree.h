// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QMap>
#include <QString>

namespace coffer {

/// Copies the file tree `from` over `to`: executable bits and links are kept, @NAME@ in text files
/// is replaced; whatever the umask, all of it may be read by everyone. A tree that is not there is an empty
/// one. Errors: InvalidInput for an unknown @NAME@.
Status renderTree(const QString &from, const QString &to, const QMap<QString, QString> &values);

} // namespace coffer
