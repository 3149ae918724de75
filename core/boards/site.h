// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QStringList>

namespace coffer {

/// What holds for all batches at one place: /etc/cofferware/site.toml.
struct Site
{
    QStringList allowedReaders; ///< ID_PATHs of ports, readers or slots whose cards may be written; empty: all
    bool confirmAlways = false; ///< every card is asked about, blank ones too
    qint64 largestCard = qint64(256) << 30; ///< bytes; larger media are refused
};

/// Reads a site file; every key may be absent. Errors: NotFound (no such file), or InvalidInput as
/// "file:line: what is wrong; allowed: …".
Result<Site> loadSite(const QString &path);

} // namespace coffer
