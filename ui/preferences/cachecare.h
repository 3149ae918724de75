// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/build/context.h"

#include <functional>

namespace coffer {

/// What is asked of the cache of builds, so that the widgets are tested without one. Each blocks, is called in a job and stops
/// when it is cancelled.
struct CacheCare
{
    /// The bytes that can be removed.
    std::function<Result<qint64>(const QString &folder, Progress &)> measure;
    /// Removes the longest unused until at most `limit` bytes are left; returns the bytes removed.
    std::function<Result<qint64>(const QString &folder, qint64 limit, Progress &)> clean;
};

/// The real one. `context` is that of the station's builds; its folder is replaced by the one that is asked about.
CacheCare cacheCare(const BuildContext &context);

} // namespace coffer
