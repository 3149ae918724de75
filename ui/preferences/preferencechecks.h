// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

namespace coffer {

// Whether a text, as it is typed or found in a file, may be a preference. It ends in apt's configuration, so what could
// mean more there than an address is refused. Empty is always right: the default. Errors: Usage.

/// "http://proxy.example:3128". A password is refused, as the file and the log would tell it.
Status checkProxy(const QString &address);
/// "http://mirror.example/debian", or with https or file.
Status checkMirror(const QString &address);
/// An absolute path that is not there yet, or an empty folder, or a cache of builds: never one with other things in it, as it
/// will be cleaned. Looks at the disk.
Status checkCacheFolder(const QString &path);
/// An ID_PATH of a port, reader or slot.
Status checkPlace(const QString &place);

} // namespace coffer
