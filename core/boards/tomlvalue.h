// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QMap>
#include <QString>

#include <variant>

namespace coffer {

struct TomlValue;
using TomlMap = QMap<QString, TomlValue>;

/// A value of a TOML file and the line where it (for a table's: its key) stands.
struct TomlValue
{
    struct Other { }; ///< a kind of value that no file of ours has: a date, a float

    int line = 1;
    std::variant<Other, bool, qint64, QString, QList<TomlValue>, TomlMap> data = Other{};
};

/// Reads a whole TOML file. Hostile input is fine: size and nesting are limited.
/// Errors: NotFound, or InvalidInput with file, line and what is wrong.
Result<TomlValue> parseToml(const QString &path);

} // namespace coffer
