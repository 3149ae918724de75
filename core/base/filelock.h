// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/progress.h"

#include <functional>

namespace coffer {

/// An exclusive lock on a file, held as long as this lives, against other threads and programs. The kernel takes it back
/// when its holder ends, however it does (flock(2)). The file itself stays.
class FileLock
{
public:
    /// Waits until nobody else has the lock of the file `path`, which is made if it is not there; `onWait` is called once
    /// when somebody has. Blocks. Errors: Cancelled, Failed (the file cannot be written).
    static Result<FileLock> take(const QString &path, const Progress &progress, const std::function<void()> &onWait = {});

private:
    explicit FileLock(Fd fd) : m_fd(std::move(fd)) {}

    Fd m_fd;
};

} // namespace coffer
