// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/alignedbuffer.h"

#include <cstdlib>
#include <cstring>

namespace coffer {
namespace {

constexpr qint64 alignment = 4096; ///< the largest logical block that cards have

std::byte *allocate(qint64 size)
{
    const std::size_t bytes = std::size_t(roundUp(size, alignment));
    void *memory = std::aligned_alloc(alignment, bytes);
    Q_CHECK_PTR(memory);
    return static_cast<std::byte *>(std::memset(memory, 0, bytes));
}

} // namespace

AlignedBuffer::AlignedBuffer(qint64 size) : m_size(size), m_bytes(allocate(size)) {}

void AlignedBuffer::Free::operator()(std::byte *bytes) const
{
    std::free(bytes);
}

} // namespace coffer
