// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QMap>

namespace coffer {

/// Options of Kconfig by name ("CONFIG_NFSD"), with their values as written: "y", "m", a number, a quoted
/// text; "n" for "# CONFIG_NFSD is not set" (Linux: Documentation/kbuild/kconfig.rst).
using KconfigOptions = QMap<QByteArray, QByteArray>;

/// Reads a .config or a fragment of one. `where` is its name, for messages.
/// Errors: InvalidInput as "where:line: …" for a line that is neither an option nor a comment.
Result<KconfigOptions> parseKconfig(const QByteArray &text, const QString &where);

/// Whether the finished configuration has each wanted option as it is wanted: Kconfig drops, silently,
/// what does not exist or whose dependencies are missing. An absent option is "n".
/// Errors: InvalidInput that names each option that differs and what it is instead.
Status checkKconfig(const KconfigOptions &wanted, const KconfigOptions &finished);

} // namespace coffer
