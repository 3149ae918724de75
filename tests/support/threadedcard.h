// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/threadqueue.h"
#include "support/memorycard.h"

namespace coffer {

/// For MemoryCard::queue: so many requests at once, each on a thread.
inline auto threaded(int threads, ThreadQueueEnd end = ThreadQueueEnd::Waits)
{
    return [=](MemoryCard &card) {
        return makeThreadQueue({[&card](qint64 offset, std::span<std::byte> data) { return card.read(offset, data); },
                                [&card](qint64 offset, std::span<const std::byte> data) { return card.write(offset, data); },
                                [&card] { return card.flush(); }}, threads, end);
    };
}

/// The same for a card that threads may outlive which were left behind; it goes with the last of them.
inline std::shared_ptr<MemoryCard> cardForAbandonedThreads(qint64 size, int threads)
{
    const auto card = std::make_shared<MemoryCard>(size);
    card->queue = [threads, weak = std::weak_ptr(card)](MemoryCard &) {
        const std::shared_ptr<MemoryCard> own = weak.lock();
        return makeThreadQueue({[own](qint64 offset, std::span<std::byte> data) { return own->read(offset, data); },
                                [own](qint64 offset, std::span<const std::byte> data) { return own->write(offset, data); },
                                [own] { return own->flush(); }}, threads, ThreadQueueEnd::LeavesThreads);
    };
    return card;
}

} // namespace coffer
