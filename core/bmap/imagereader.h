// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"

#include <memory>
#include <span>

namespace coffer {

/// Reads an image file: what the system has in its cache from there, all else past the cache (O_DIRECT), which spares
/// a copy and the memory. What is read is the same either way. Threads may share it.
class ImageReader
{
public:
    /// Errors: NotFound, InvalidInput when the file is empty.
    static Result<ImageReader> open(const QString &path);

    qint64 size() const { return m_size; } ///< bytes, when it was opened

    /// Fills `to` from `offset` on. Past the cache only where offset, length and memory are multiples of 4 KiB.
    /// Errors: Failed. Blocks.
    Status read(qint64 offset, std::span<char> to) const;

    /// Where data begin at or after `offset`, else size(). Holes read as zeros, so that to skip them changes nothing
    /// but the time; a file system that tells of none gives `offset`.
    qint64 nextData(qint64 offset) const;

private:
    ImageReader() = default;
    bool isCached(qint64 offset, std::size_t length) const;

    struct Unmap
    {
        std::size_t size;
        void operator()(char *bytes) const;
    };

    QString m_path;
    qint64 m_size = 0;
    Fd m_file;
    Fd m_direct; ///< invalid where the file system cannot do it
    std::unique_ptr<char, Unmap> m_mapped; ///< the whole file, never read, only to ask what is cached; null where it cannot be
};

} // namespace coffer
