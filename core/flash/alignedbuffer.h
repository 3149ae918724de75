// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>

namespace coffer {

/// Memory that direct I/O takes: aligned to pages, filled with zeros at first. It is mapped by itself, so that the
/// system has all of it back afterwards.
class AlignedBuffer
{
public:
    explicit AlignedBuffer(qint64 size);

    std::span<std::byte> all() const { return {m_bytes.get(), std::size_t(m_size)}; }
    std::span<std::byte> part(qint64 offset, qint64 length) const { return all().subspan(std::size_t(offset), std::size_t(length)); }

private:
    struct Unmap
    {
        std::size_t size;
        void operator()(std::byte *bytes) const;
    };
    qint64 m_size;
    std::unique_ptr<std::byte, Unmap> m_bytes;
};

/// By memcmp(): the algorithms of the standard library compare bytes one by one.
inline bool isEqual(std::span<const std::byte> a, std::span<const std::byte> b)
{
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0);
}
inline bool isZero(std::span<const std::byte> bytes)
{
    return bytes.empty() || (bytes.front() == std::byte(0) && isEqual(bytes.first(bytes.size() - 1), bytes.last(bytes.size() - 1)));
}

constexpr qint64 roundDown(qint64 value, qint64 unit) { return value - value % unit; }
constexpr qint64 roundUp(qint64 value, qint64 unit) { return roundDown(value + unit - 1, unit); }

} // namespace coffer
