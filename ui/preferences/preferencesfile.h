// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/preferences/preferences.h"

namespace coffer {

/// Preferences as a file has them.
struct LoadedPreferences
{
    Preferences values;
    QString warning; ///< a sentence for the operator when the file holds what cannot be used; mostly empty
};

/// Reads the file at `path` (INI); without one the defaults hold. What is broken or not allowed in it counts as its default; where
/// that concerns which cards are written, every card is asked about, so that a damaged file never means less care.
LoadedPreferences loadPreferences(const QString &path);

/// Writes them, whole or not at all, and makes the folder. Errors: Failed, and those of makeDirectory().
Status savePreferences(const QString &path, const Preferences &preferences);

} // namespace coffer
