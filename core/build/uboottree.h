// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <QByteArray>
#include <QString>

namespace coffer {

/// U-Boot's unpacked source, with a build folder of its own in it: so all paths that the compiler sees are
/// relative, the bytes are the same wherever it lies, and boards built at once do not meet.
class UBootTree
{
public:
    /// `firmware` is the path of BL31, empty where there is none. Errors: those of reading the source's date.
    static Result<UBootTree> in(const QString &source, const QString &firmware, Progress &progress);

    /// Path of a file that is built.
    QString built(const QString &file) const { return m_source + QStringLiteral("/build/") + file; }

    /// Runs make for `target`; its output goes to the log. Blocks, for minutes.
    Status make(const QString &target, Progress &progress) const;

private:
    QString m_source;
    QString m_firmware;
    QString m_date; ///< seconds since 1970: of the newest entry of Debian's changelog
};

/// What compiles, in words: other versions make other bytes. Empty lines where there is no compiler (yet).
QByteArray crossCompilerVersion();

} // namespace coffer
