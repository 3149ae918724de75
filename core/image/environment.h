// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QMap>
#include <QString>

namespace coffer {

using Environment = QMap<QString, QString>; ///< U-Boot variables

/// The block U-Boot reads: CRC-32 (little-endian) of what follows, then "name=value" strings,
/// each closed by NUL, closed by an empty one, padded with zeros to `size` bytes.
/// (U-Boot's env/ and tools/env: a single, not redundant, environment.)
/// Errors: InvalidInput for a bad name, a NUL or line break in a value, or too much for `size`.
Result<QByteArray> formatEnvironment(const Environment &variables, qint64 size);

struct EnvironmentBlock
{
    bool crcValid = false;
    Environment variables; ///< empty when the CRC is wrong
};

/// Decodes a block; hostile input is fine. A wrong CRC is a verdict, not an error. Errors:
/// InvalidInput for a block with a right CRC that is not closed, has a duplicate, a bad name or no '='.
Result<EnvironmentBlock> parseEnvironment(const QByteArray &block);

/// Reads "name=value" lines (the form of U-Boot's initial environment; '#' starts a comment).
/// Errors: InvalidInput with `where` and the line's number, for duplicates, bad names, no '='.
Result<Environment> parseEnvironmentText(const QByteArray &text, const QString &where);

} // namespace coffer
