// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"

#include <span>

namespace coffer {

/// The open descriptor of a card (block device or regular file) with blocking reads and writes, and the sentences for
/// what goes wrong with it. Used by several threads at once. Short transfers and interruptions are gone on with.
class CardDescriptor
{
public:
    /// Owns `fd`, and turns O_DIRECT on where the file system has it.
    CardDescriptor(Fd fd, const QString &name);

    int fd() const { return m_fd.get(); }
    const QString &name() const { return m_name; }
    bool isDirect() const { return m_isDirect; }

    /// From the medium itself: what is in a cache is brought to the disk and dropped before.
    Status read(qint64 offset, std::span<std::byte> data) const;
    Status write(qint64 offset, std::span<const std::byte> data) const;
    Status flush() const;
    /// Requests that the block device, or the one that the file is on, has carried out so far, by the kernel's count
    /// (Documentation/block/stat.rst); 0 where there is none.
    quint64 activity() const;

    /// The failure `error` (errno) in words. Errors: CardGone, NoSpace, Failed.
    Status readFailed(qint64 offset, int error) const;
    Status writeFailed(qint64 offset, int error) const;
    Status flushFailed(int error) const;

private:
    Status dropCache(qint64 offset, qint64 length) const;
    bool isGone(int error) const;
    Status failed(const QString &message, int error) const;

    Fd m_fd;
    QString m_name;
    bool m_isDirect = false;
};

} // namespace coffer
