// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/boards/board.h"
#include "core/boards/tomltable.h"

namespace coffer {

/// Reads `folder`/board.toml with the package list of `profile` (one of `profiles`). Its environment
/// may use the @NAME@s of `names`. Errors: as loadCluster().
Result<Board> loadBoard(const QString &folder, const QString &profile, const QStringList &profiles, const QMap<QString, QString> &names);

/// Checks the package lists of all profiles in a table [packages]; returns that of `profile`.
QStringList readPackages(const TomlTable &packages, const QString &profile, const QStringList &profiles);

} // namespace coffer
