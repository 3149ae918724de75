// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstddef>
#include <memory>
#include <span>

namespace coffer {

/// Memory that direct I/O takes: aligned to 4096 bytes, filled with zeros at first.
class AlignedBuffer
{
public:
    explicit AlignedBuffer(qint64 size);

    std::span<std::byte> all() const { return {m_bytes.get(), std::size_t(m_size)}; }
    std::span<std::byte> part(qint64 offset, qint64 length) const { return all().subspan(std::size_t(offset), std::size_t(length)); }

private:
    struct Free { void operator()(std::byte *bytes) const; };
    qint64 m_size;
    std::unique_ptr<std::byte, Free> m_bytes;
};

constexpr qint64 roundDown(qint64 value, qint64 unit) { return value - value % unit; }
constexpr qint64 roundUp(qint64 value, qint64 unit) { return roundDown(value + unit - 1, unit); }

} // namespace coffer
