// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/aptarchive.h"

#include <QMap>

namespace coffer {

/// The fields of a package as apt would fetch it now ("Version", "Depends", "SHA256", …), from the lists
/// that are there. `name` as apt takes it, "linux-image-arm64:arm64". Errors: NotFound.
Result<QMap<QByteArray, QByteArray>> candidate(const AptArchive &archive, const QString &name, Progress &progress);

/// The first package of `fields`' Depends whose name begins with `prefix`. Errors: NotFound.
Result<QString> dependency(const QMap<QByteArray, QByteArray> &fields, const QByteArray &prefix);

} // namespace coffer
