// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

#include <algorithm>
#include <cstring>
#include <span>

namespace coffer {

/// Bytes of which only those that were written take memory, in blocks of 4 KiB; the others are zeros. Copies are cheap.
class SparseBytes
{
public:
    explicit SparseBytes(qint64 size = 0) : m_size(size) {}
    explicit SparseBytes(const QByteArray &contents) : m_size(contents.size()) { write(0, std::as_bytes(std::span(contents))); }

    qint64 size() const { return m_size; }

    void read(qint64 offset, std::span<std::byte> data) const
    {
        for (qint64 done = 0, step = 0; done < qint64(data.size()); done += step) {
            const qint64 at = offset + done;
            step = std::min(qint64(data.size()) - done, blockBytes - at % blockBytes);
            const auto block = m_blocks.constFind(at / blockBytes);
            if (block == m_blocks.cend())
                std::memset(data.data() + done, 0, std::size_t(step));
            else
                std::memcpy(data.data() + done, block->constData() + at % blockBytes, std::size_t(step));
        }
    }

    void write(qint64 offset, std::span<const std::byte> data)
    {
        for (qint64 done = 0, step = 0; done < qint64(data.size()); done += step) {
            const qint64 at = offset + done;
            step = std::min(qint64(data.size()) - done, blockBytes - at % blockBytes);
            const std::span<const std::byte> part = data.subspan(std::size_t(done), std::size_t(step));
            auto block = m_blocks.find(at / blockBytes);
            if (block == m_blocks.end()) {
                if (isZero(part))
                    continue;
                block = m_blocks.insert(at / blockBytes, QByteArray(blockBytes, '\0'));
            }
            std::memcpy(block->data() + at % blockBytes, part.data(), part.size());
        }
    }

    QByteArray bytes(qint64 offset, qint64 length) const
    {
        QByteArray found(length, Qt::Uninitialized);
        read(offset, std::as_writable_bytes(std::span(found.data(), std::size_t(length))));
        return found;
    }

    static bool isZero(std::span<const std::byte> data)
    {
        return data.empty() || (data[0] == std::byte(0) && std::memcmp(data.data(), data.data() + 1, data.size() - 1) == 0);
    }

private:
    static constexpr qint64 blockBytes = 4096;
    qint64 m_size;
    QHash<qint64, QByteArray> m_blocks; ///< by number
};

} // namespace coffer
