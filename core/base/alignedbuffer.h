// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <vector>

namespace coffer {

/// Memory that direct I/O takes: aligned to pages, filled with zeros at first. Whole multiples of 2 MiB are on huge pages
/// where the system has those, so that a transfer is one piece for the disk and not one for each 4 KiB. It is mapped by
/// itself, so that the system has all of it back afterwards. Copies share the memory.
class AlignedBuffer
{
public:
    explicit AlignedBuffer(qint64 size);

    std::span<std::byte> all() const { return {m_bytes.get(), std::size_t(m_size)}; }
    std::span<std::byte> part(qint64 offset, qint64 length) const { return all().subspan(std::size_t(offset), std::size_t(length)); }
    /// A part as a buffer of its own, which keeps the whole alive. `offset` is a multiple of the page size.
    AlignedBuffer share(qint64 offset, qint64 length) const;

private:
    AlignedBuffer(std::shared_ptr<std::byte> bytes, qint64 size) : m_size(size), m_bytes(std::move(bytes)) {}

    qint64 m_size;
    std::shared_ptr<std::byte> m_bytes;
};

/// Gives buffers of one MiB, two of them in each huge page.
class MebibyteSource
{
public:
    AlignedBuffer take();

private:
    std::vector<AlignedBuffer> m_halves; ///< cut and not taken yet
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
