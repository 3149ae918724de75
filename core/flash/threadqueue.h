// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/ioqueue.h"

#include <functional>

namespace coffer {

/// What a card can do, one call at a time a thread.
struct BlockingIo
{
    std::function<Status(qint64 offset, std::span<std::byte> data)> read;
    std::function<Status(qint64 offset, std::span<const std::byte> data)> write;
    std::function<Status()> flush;
};

/// Whether an abandoned queue may leave threads behind that still wait for the card; `io` then owns all that it uses.
enum class ThreadQueueEnd { Waits, LeavesThreads };

/// A queue of blocking calls on `threads` threads: for where io_uring is forbidden, and for cards that are no device.
/// With one thread the requests are carried out in order.
std::unique_ptr<IoQueue> makeThreadQueue(BlockingIo io, int threads, ThreadQueueEnd end);

} // namespace coffer
