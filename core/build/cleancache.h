// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/stagecache.h"

#include <QLockFile>

namespace coffer {

/// Takes the lock of the cache: one build, or one cleaning, at a time. Waits, and says so, while another has it.
/// Errors: Failed (the folder cannot be written), Cancelled.
Status lockCache(const BuildContext &context, QLockFile &lock, Progress &progress);

/// The lock's file.
QString cacheLockPath(const BuildContext &context);

/// Removes the longest unused from the cache until at most `limit` bytes are left. Waits for a running build. Returns the
/// bytes removed. Blocks.
Result<qint64> cleanCache(const BuildContext &context, qint64 limit, Progress &progress);

} // namespace coffer
