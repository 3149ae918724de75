// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/blocktarget.h"
#include "support/sparsebytes.h"

#include <QList>
#include <QRandomGenerator>

#include <functional>
#include <mutex>
#include <optional>
#include <vector>

namespace coffer {

/// A card in memory, of any size at no cost, that tells what was done to it, can be made to fail in all ways, and can
/// lose what it was not told to flush. Used by several threads at once; what a test sets it sets before.
class MemoryCard : public BlockTarget
{
public:
    enum class Kind { Read, Write, Flush };
    struct Operation
    {
        Kind kind = Kind::Flush;
        qint64 offset = 0;
        qint64 length = 0;
        qint64 number = 0; ///< in the order in which they began
        qint64 end() const { return offset + length; }
        bool holds(qint64 byte) const { return offset <= byte && byte < end(); }
    };
    using Hook = std::function<Status(const Operation &)>;
    using Change = std::function<void(const Operation &, std::span<std::byte>)>;

    explicit MemoryCard(qint64 size, qint64 blockSize = 512) : m_blockSize(blockSize), m_seen(size) {}
    explicit MemoryCard(const QByteArray &contents, qint64 blockSize = 512) : m_blockSize(blockSize), m_seen(contents) {}

    Hook before;      ///< asked before each operation, without a lock; may block; an error makes it fail
    Change onWrite;   ///< changes what is stored
    Change onRead;    ///< changes what is given back
    std::function<std::optional<qint64>(qint64 sector)> address; ///< where a sector really is, by its number; nothing: nowhere
    std::function<std::unique_ptr<IoQueue>(MemoryCard &)> queue; ///< else one of one thread
    std::function<quint64()> activityCount;

    qint64 size() const override { return m_seen.size(); }
    qint64 blockSize() const override { return m_blockSize; }
    QString name() const override { return QStringLiteral("memory card"); }
    quint64 activity() const override { return activityCount ? activityCount() : 0; }
    std::unique_ptr<IoQueue> openQueue() override { return queue ? queue(*this) : BlockTarget::openQueue(); }

    Status write(qint64 offset, std::span<const std::byte> data) override
    {
        const Operation operation = note({Kind::Write, offset, qint64(data.size())}, data.data());
        if (Status begun = begin(operation); !begun)
            return begun;
        std::vector<std::byte> stored(data.begin(), data.end());
        const std::lock_guard lock(m_mutex);
        if (onWrite)
            onWrite(operation, stored);
        if (m_cutAt && operation.number > *m_cutAt)
            return gone();
        const bool isCut = m_cutAt && operation.number == *m_cutAt;
        if (!isCut)
            store(m_seen, offset, stored);
        m_unflushed.push_back({offset, operation.length, m_cutAt ? std::move(stored) : std::vector<std::byte>()});
        if (isCut)
            return gone();
        return ok();
    }

    Status read(qint64 offset, std::span<std::byte> data) override
    {
        const Operation operation = note({Kind::Read, offset, qint64(data.size())}, data.data());
        if (Status begun = begin(operation); !begun)
            return begun;
        const std::lock_guard lock(m_mutex);
        if (m_cutAt && operation.number >= *m_cutAt)
            return gone();
        forEachSector<std::byte>(offset, data, [&](std::optional<qint64> place, std::span<std::byte> part) {
            if (place)
                m_seen.read(*place, part);
            else
                std::ranges::fill(part, std::byte(0));
        });
        if (onRead)
            onRead(operation, data);
        return ok();
    }

    Status flush() override
    {
        const Operation operation = note({Kind::Flush, 0, 0}, nullptr);
        if (Status begun = begin(operation); !begun)
            return begun;
        const std::lock_guard lock(m_mutex);
        if (m_cutAt && operation.number >= *m_cutAt)
            return gone();
        if (m_cutAt)
            m_kept = m_seen;
        m_unflushed.clear();
        return ok();
    }

    /// From this operation on the power is off; of a write that is this one a part may have been stored.
    void cutPowerAt(qint64 number)
    {
        m_cutAt = number;
        m_kept = m_seen;
    }
    /// The power is back: of the sectors that were not flushed some were stored, others were not.
    void restorePower(QRandomGenerator &random)
    {
        m_cutAt.reset();
        const quint32 percents[] = {0, 5, 50, 95, 100};
        const quint32 percent = percents[random.bounded(5)];
        for (const Unflushed &write : m_unflushed) {
            const std::span<const std::byte> data = write.data;
            for (qint64 at = 0; at < write.length; at += sectorBytes) {
                if (random.bounded(100U) < percent)
                    store(m_kept, write.offset + at, data.subspan(std::size_t(at), sectorBytes));
            }
        }
        m_unflushed.clear();
        m_seen = m_kept;
    }

    // What follows is for when nothing is under way any more, or within `before` and the like.
    QByteArray bytes(qint64 offset, qint64 length) const { return m_seen.bytes(offset, length); }
    QByteArray all() const { return m_seen.bytes(0, size()); }
    SparseBytes contents() const { return m_seen; }
    void setContents(const SparseBytes &contents) { m_seen = contents; }
    void setBytes(qint64 offset, const QByteArray &data)
    {
        m_seen.write(offset, std::as_bytes(std::span(data.constData(), std::size_t(data.size()))));
    }
    bool isEmptyBetween(qint64 offset, qint64 length) const { return bytes(offset, length).count('\0') == length; }
    /// Whether anything that was written at or behind this byte is not flushed yet.
    bool hasUnflushedFrom(qint64 offset) const
    {
        return std::ranges::any_of(m_unflushed, [=](const Unflushed &write) { return write.offset + write.length > offset; });
    }
    QList<Operation> operations() const
    {
        const std::lock_guard lock(m_mutex);
        return m_operations;
    }
    QList<Operation> operations(Kind kind) const
    {
        QList<Operation> found = operations();
        found.removeIf([=](const Operation &operation) { return operation.kind != kind; });
        return found;
    }
    void forgetOperations() { m_operations.clear(); }
    /// What a device would have refused: misaligned, or beyond its end.
    int violations() const { return m_violations; }

    static tl::unexpected<Error> gone() { return fail(Errc::CardGone, QStringLiteral("The memory card is gone.")); }

private:
    struct Unflushed
    {
        qint64 offset;
        qint64 length;
        std::vector<std::byte> data; ///< kept when a cut is to come
    };
    static constexpr qint64 sectorBytes = 512;

    Operation note(Operation operation, const std::byte *buffer)
    {
        const std::lock_guard lock(m_mutex);
        operation.number = m_operations.size();
        m_operations.append(operation);
        const quint64 bits = quint64(operation.offset) | quint64(operation.length) | reinterpret_cast<quintptr>(buffer);
        if (bits % quint64(m_blockSize) != 0 || operation.offset < 0 || operation.end() > size()) {
            ++m_violations;
            operation.number = -1;
        }
        return operation;
    }

    Status begin(const Operation &operation) const
    {
        if (operation.number < 0)
            return fail(Errc::Failed, QStringLiteral("misaligned or beyond the end"));
        return before ? before(operation) : ok();
    }

    template <typename Byte>
    void forEachSector(qint64 offset, std::span<Byte> data,
                       const std::function<void(std::optional<qint64>, std::span<Byte>)> &function) const
    {
        if (!address)
            return function(offset, data);
        for (qint64 at = 0; at < qint64(data.size()); at += sectorBytes) {
            const std::optional<qint64> sector = address((offset + at) / sectorBytes);
            function(sector ? std::optional(*sector * sectorBytes) : std::nullopt, data.subspan(std::size_t(at), sectorBytes));
        }
    }

    void store(SparseBytes &bytes, qint64 offset, std::span<const std::byte> data) const
    {
        forEachSector<const std::byte>(offset, data, [&](std::optional<qint64> place, std::span<const std::byte> part) {
            if (place)
                bytes.write(*place, part);
        });
    }

    const qint64 m_blockSize;
    mutable std::mutex m_mutex; ///< guards all that follows
    SparseBytes m_seen; ///< as it is read
    SparseBytes m_kept; ///< as it would be without power
    std::vector<Unflushed> m_unflushed; ///< in order
    std::optional<qint64> m_cutAt;
    QList<Operation> m_operations;
    int m_violations = 0;
};

} // namespace coffer
