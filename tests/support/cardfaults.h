// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/memorycard.h"

#include <atomic>

namespace coffer {

constexpr int forEver = 1 << 30; ///< times

/// For MemoryCard::onWrite and onRead: a byte that comes out wrong, so many times.
inline MemoryCard::Change flips(qint64 byte, int times)
{
    return [=, left = times](const MemoryCard::Operation &operation, std::span<std::byte> data) mutable {
        if (operation.holds(byte) && left-- > 0)
            data[std::size_t(byte - operation.offset)] ^= std::byte(1);
    };
}

/// For MemoryCard::before: operations of this kind fail where they touch this byte, so many times.
inline MemoryCard::Hook fails(MemoryCard::Kind kind, qint64 byte, int times, Errc code = Errc::Failed)
{
    const auto left = std::make_shared<std::atomic<int>>(times);
    return [=](const MemoryCard::Operation &operation) -> Status {
        if (operation.kind != kind || (kind != MemoryCard::Kind::Flush && !operation.holds(byte)) || left->fetch_sub(1) <= 0)
            return ok();
        return fail(code, QStringLiteral("failed at byte %1").arg(byte));
    };
}

// For MemoryCard::address: cards that claim more than the `sectors` they have, a power of two.
inline auto wrapsAround(qint64 sectors)
{
    return [=](qint64 sector) { return std::optional(sector & (sectors - 1)); };
}
inline auto forgetsBeyond(qint64 sectors)
{
    return [=](qint64 sector) { return sector < sectors ? std::optional(sector) : std::nullopt; };
}

} // namespace coffer
