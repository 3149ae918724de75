// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/blocktarget.h"

#include "core/flash/threadqueue.h"

namespace coffer {

std::unique_ptr<IoQueue> BlockTarget::openQueue()
{
    return makeThreadQueue({[this](qint64 offset, std::span<std::byte> data) { return read(offset, data); },
                            [this](qint64 offset, std::span<const std::byte> data) { return write(offset, data); },
                            [this] { return flush(); }},
                           1, ThreadQueueEnd::Waits);
}

} // namespace coffer
