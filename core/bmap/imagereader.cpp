// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bmap/imagereader.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <vector>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace coffer {
namespace {

constexpr std::size_t alignment = 4096; ///< the largest logical block that disks have

bool isAligned(qint64 offset, std::span<char> memory)
{
    return std::size_t(offset) % alignment == 0 && memory.size() % alignment == 0
           && reinterpret_cast<std::uintptr_t>(memory.data()) % alignment == 0;
}

} // namespace

Result<ImageReader> ImageReader::open(const QString &path)
{
    ImageReader reader;
    reader.m_path = path;
    reader.m_file = Fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    struct stat status = {};
    if (!reader.m_file.isValid() || ::fstat(reader.m_file.get(), &status) != 0)
        return fail(Errc::NotFound, tr("%1 cannot be read: %2.").arg(path, systemError(errno)));
    if (status.st_size <= 0)
        return fail(Errc::InvalidInput, tr("%1 is empty, there is nothing to map.").arg(path));
    reader.m_size = status.st_size;
    reader.m_direct = Fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_DIRECT));
    void *mapped = ::mmap(nullptr, std::size_t(reader.m_size), PROT_READ, MAP_SHARED, reader.m_file.get(), 0);
    if (mapped != MAP_FAILED)
        reader.m_mapped = {static_cast<char *>(mapped), {std::size_t(reader.m_size)}};
    return reader;
}

void ImageReader::Unmap::operator()(char *bytes) const
{
    ::munmap(bytes, size);
}

Status ImageReader::read(qint64 offset, std::span<char> to) const
{
    bool isDirect = m_direct.isValid() && isAligned(offset, to) && !isCached(offset, to.size());
    while (!to.empty()) {
        const ssize_t got = ::pread(isDirect ? m_direct.get() : m_file.get(), to.data(), to.size(), offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && !isDirect)
            return fail(Errc::Failed, tr("%1 cannot be read at byte %2: %3.").arg(m_path).arg(offset).arg(systemError(errno)));
        if (got == 0 && !isDirect)
            return fail(Errc::Failed, tr("%1 cannot be read to its end; is it being changed?").arg(m_path));
        isDirect = false; // what it did not give, for whatever reason, is left to the plain way
        to = to.subspan(std::size_t(std::max(got, ssize_t(0))));
        offset += std::max(got, ssize_t(0));
    }
    return ok();
}

qint64 ImageReader::nextData(qint64 offset) const
{
    const qint64 data = ::lseek(m_file.get(), offset, SEEK_DATA);
    if (data >= 0)
        return data;
    return errno == ENXIO ? m_size : offset;
}

/// Whether most of it is in the system's cache. A file that others own counts as cached: the kernel does not tell.
bool ImageReader::isCached(qint64 offset, std::size_t length) const
{
    if (!m_mapped)
        return false;
    const std::size_t page = std::size_t(::sysconf(_SC_PAGESIZE));
    std::vector<unsigned char> pages((length + page - 1) / page);
    const bool isKnown = ::mincore(m_mapped.get() + offset, length, pages.data()) == 0;
    const auto cached = std::count_if(pages.begin(), pages.end(), [](unsigned char flags) { return (flags & 1) != 0; });
    return isKnown && std::size_t(cached) * 2 >= pages.size();
}

} // namespace coffer
