// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/filelock.h"
#include "core/build/stagecache.h"

namespace coffer {

/// What a build, or a cleaning, holds while it runs.
struct BuildLocks
{
    FileLock cache;
    FileLock output;
};

/// Takes the locks of the cache and of the output folder, in this order: builds with caches of their own may have one
/// output folder. Waits, and says so, while another has one. What a killed build left, private keys in it, goes.
/// Errors: Failed (a folder cannot be written), Cancelled.
Result<BuildLocks> lockForBuild(const BuildContext &context, Progress &progress);

/// Removes the longest unused from the cache until at most `limit` bytes are left. Waits for a running build. Returns the
/// bytes removed. Blocks.
Result<qint64> cleanCache(const BuildContext &context, qint64 limit, Progress &progress);

} // namespace coffer
