// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArrayView>

#include <span>

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
    /// Writes all of `data` at `offset`. Blocks. Errors: CardGone, Failed.
    virtual Status write(qint64 offset, std::span<const std::byte> data) = 0;
    /// Fills `data` from the medium itself, not from a cache. Blocks.
    virtual Status read(qint64 offset, std::span<std::byte> data) = 0;
    /// Returns when all that was written is on the medium.
    virtual Status flush() = 0;
    /// Its name for messages, e.g. "/dev/sdb" or "node07.card".
    virtual QString name() const = 0;
};

} // namespace coffer
