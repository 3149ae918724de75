// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/flash/blocktarget.h"

#include <memory>

namespace coffer {

/// How several requests are under way at once: by io_uring, with threads where that is not to be had; or by threads.
enum class Engine { Best, Threads };

/// A target over an open descriptor (block device or regular file) of `size` bytes: O_DIRECT where
/// the file system has it; else what is in the cache is brought to the disk and dropped before
/// reading. Owns the descriptor; whoever opened it has seen to exclusive use. Does not block.
std::unique_ptr<BlockTarget> makeFdTarget(Fd fd, const QString &name, qint64 size, qint64 blockSize,
                                          Engine engine = Engine::Best);

/// Opens a regular file as a virtual card of at least `minimumSize` bytes; creates it sparse and
/// private (0600: a card holds keys) when absent, grows it when shorter, to whole blocks of 4096.
/// Locks it (flock). Errors: Refused (not a regular file, a link to a device), Busy (in use),
/// NoSpace, Failed. Does not block.
Result<std::unique_ptr<BlockTarget>> openFileTarget(const QString &path, qint64 minimumSize);

} // namespace coffer
