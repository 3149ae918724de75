// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/blocktarget.h"

#include <QByteArray>
#include <QList>

#include <algorithm>
#include <functional>

namespace coffer {

/// A card in memory that records what is done to it. Refuses what a device with direct I/O refuses.
class FakeBlockTarget : public BlockTarget
{
public:
    enum class Kind { Write, Read, Flush };
    struct Operation { Kind kind; qint64 offset; qint64 length; };

    explicit FakeBlockTarget(const QByteArray &contents, qint64 blockSize = 512) : bytes(contents), m_blockSize(blockSize) {}

    qint64 size() const override { return bytes.size(); }
    qint64 blockSize() const override { return m_blockSize; }
    QString name() const override { return QStringLiteral("fake card"); }

    Status write(qint64 offset, std::span<const std::byte> data) override
    {
        const Status begun = begin({Kind::Write, offset, qint64(data.size())}, data.data());
        if (begun)
            std::copy(data.begin(), data.end(), reinterpret_cast<std::byte *>(bytes.data()) + offset);
        return begun;
    }

    Status read(qint64 offset, std::span<std::byte> data) override
    {
        const Status begun = begin({Kind::Read, offset, qint64(data.size())}, data.data());
        if (begun)
            std::copy_n(reinterpret_cast<const std::byte *>(bytes.constData()) + offset, data.size(), data.begin());
        return begun;
    }

    Status flush() override { return begin({Kind::Flush, 0, 0}, nullptr); }

    QList<Operation> writes() const
    {
        QList<Operation> found;
        std::copy_if(operations.begin(), operations.end(), std::back_inserter(found),
                     [](const Operation &operation) { return operation.kind == Kind::Write; });
        return found;
    }

    QByteArray bytes;
    QList<Operation> operations; ///< those that were tried, in order
    /// Asked before each operation; an error makes it fail. On the thread of the caller.
    std::function<Status(const Operation &)> before;

private:
    Status begin(const Operation &operation, const std::byte *buffer)
    {
        operations.append(operation);
        const quint64 alignment = quint64(operation.offset) | quint64(operation.length)
                                  | reinterpret_cast<quintptr>(buffer);
        if (alignment % quint64(m_blockSize) != 0 || operation.offset + operation.length > size())
            return fail(Errc::Failed, QStringLiteral("misaligned or beyond the end"));
        return before ? before(operation) : ok();
    }

    qint64 m_blockSize;
};

} // namespace coffer
