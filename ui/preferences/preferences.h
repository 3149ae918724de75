// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/boards/site.h"

#include <QStringList>

namespace coffer {

/// What an operator chooses for all batches and builds. The names of readers are kept elsewhere: ReaderNames.
struct Preferences
{
    QStringList allowedReaders; ///< as Site has them; empty: all that the site allows
    bool confirmAlways = false; ///< every card is asked about, blank ones too
    bool verify = true;         ///< read back what was written
    bool sounds = true;
    bool notifications = true;
    QString cacheFolder;   ///< absolute; empty: the usual one
    qint64 cacheLimit = 0; ///< bytes that cleaning leaves in the cache
    QString proxy;         ///< address through which packages are loaded; empty: as this machine's apt does
    QString mirror;        ///< the archive to take packages from; empty: the one of the cluster
    QString language;      ///< "de", "en"; empty: the system's

    bool operator==(const Preferences &) const = default;
};

/// The site's rules with an operator's wishes: those only make them narrower. Where no reader is left that both allow, none is
/// allowed. Pure.
Site narrowed(const Site &site, const Preferences &own);

/// The languages there are, besides "" for that of the system.
QStringList languages();

} // namespace coffer
