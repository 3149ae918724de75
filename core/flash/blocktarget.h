// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/ioqueue.h"

#include <QByteArrayView>

namespace coffer {

/// Something that is written block by block: an opened card, a file that stands for one, a fake.
/// Offsets and lengths are bytes and multiples of blockSize(); buffers are aligned to it too.
class BlockTarget
{
public:
    virtual ~BlockTarget() = default;

    virtual qint64 size() const = 0;
    /// Smallest unit of reading and writing, bytes (512 or 4096).
    virtual qint64 blockSize() const = 0;
    /// Writes all of `data` at `offset`. Blocks. Errors: CardGone, NoSpace, Failed.
    virtual Status write(qint64 offset, std::span<const std::byte> data) = 0;
    /// Fills `data` from the medium itself, not from a cache. Blocks.
    virtual Status read(qint64 offset, std::span<std::byte> data) = 0;
    /// Returns when all that was written is on the medium.
    virtual Status flush() = 0;
    /// Its name for messages, e.g. "/dev/sdb" or "node07.card".
    virtual QString name() const = 0;

    /// The same three operations, several at a time. The target must outlive the queue. As it stands here: one
    /// after the other, on a thread of the queue's.
    virtual std::unique_ptr<IoQueue> openQueue();
    /// A number that changes while the device works, also on a flush that takes long; 0 when there is none.
    virtual quint64 activity() const { return 0; }
};

} // namespace coffer
