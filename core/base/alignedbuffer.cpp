// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/alignedbuffer.h"

#include <cstdint>

#include <sys/mman.h>

namespace coffer {
namespace {

constexpr qint64 mebi = qint64(1) << 20;
constexpr std::size_t hugePage = std::size_t(2) << 20;

std::byte *map(std::size_t size)
{
    void *memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        qBadAlloc();
    return static_cast<std::byte *>(memory);
}

/// Memory that begins where a huge page may: more is mapped, and what is too much given back.
std::byte *mapForHugePages(std::size_t size)
{
    std::byte *memory = map(size + hugePage);
    const std::size_t before = (hugePage - reinterpret_cast<std::uintptr_t>(memory) % hugePage) % hugePage;
    if (before > 0)
        ::munmap(memory, before);
    ::munmap(memory + before + size, hugePage - before);
    ::madvise(memory + before, size, MADV_HUGEPAGE); // where it fails it is only slower
    return memory + before;
}

std::shared_ptr<std::byte> allocate(std::size_t size)
{
    std::byte *memory = size % hugePage == 0 ? mapForHugePages(size) : map(size);
    return {memory, [size](std::byte *bytes) { ::munmap(bytes, size); }};
}

} // namespace

AlignedBuffer::AlignedBuffer(qint64 size) : m_size(size), m_bytes(allocate(std::size_t(size))) {}

AlignedBuffer AlignedBuffer::share(qint64 offset, qint64 length) const
{
    return {std::shared_ptr<std::byte>(m_bytes, m_bytes.get() + offset), length};
}

AlignedBuffer MebibyteSource::take()
{
    if (m_halves.empty()) {
        const AlignedBuffer page{qint64(hugePage)};
        m_halves = {page.share(mebi, mebi), page.share(0, mebi)};
    }
    AlignedBuffer half = m_halves.back();
    m_halves.pop_back();
    return half;
}

} // namespace coffer
