// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

namespace coffer {

/// All of `folder`, and of the file system that it is on, is on the disk afterwards (syncfs(2)). Blocks until then; when it is
/// cancelled the kernel goes on with it, and nobody waits. Errors: NoSpace, Failed, Cancelled.
Status flushFileSystem(const QString &folder, const Progress &progress);

} // namespace coffer
