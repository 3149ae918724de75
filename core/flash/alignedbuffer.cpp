// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/alignedbuffer.h"

#include <sys/mman.h>

namespace coffer {

AlignedBuffer::AlignedBuffer(qint64 size) : m_size(size)
{
    void *memory = ::mmap(nullptr, std::size_t(size), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        qBadAlloc();
    m_bytes = {static_cast<std::byte *>(memory), Unmap{std::size_t(size)}};
}

void AlignedBuffer::Unmap::operator()(std::byte *bytes) const
{
    ::munmap(bytes, size);
}

} // namespace coffer
