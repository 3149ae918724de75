// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/imagecheck.h"

namespace coffer {

ImageCheck::ImageCheck(const Bmap &map)
    : m_map(map), m_hash(map.checksumType), m_thread([this](const std::stop_token &stop) { run(stop); })
{
}

void ImageCheck::add(std::shared_ptr<const ImagePiece> piece)
{
    const std::lock_guard lock(m_mutex);
    m_pieces.push_back(std::move(piece));
    m_changed.notify_all();
}

Status ImageCheck::status() const
{
    const std::lock_guard lock(m_mutex);
    return m_status;
}

Status ImageCheck::finish()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isComplete = true;
        m_changed.notify_all();
    }
    m_thread.join();
    return m_status;
}

void ImageCheck::run(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, stop, [this] { return m_isComplete || !m_pieces.empty(); });
        if (stop.stop_requested() || m_pieces.empty())
            return;
        std::shared_ptr<const ImagePiece> piece = std::move(m_pieces.front());
        m_pieces.pop_front();
        lock.unlock();
        const Status checked = check(*piece);
        piece.reset();
        lock.lock();
        if (!checked) {
            m_status = checked;
            return;
        }
    }
}

Status ImageCheck::check(const ImagePiece &piece)
{
    for (const Part &part : piece.stretch.parts) {
        const BmapRange &range = m_map.ranges.at(part.range);
        if (range.checksum.isEmpty())
            continue;
        const std::span<const std::byte> bytes = piece.bytes(part);
        m_hash.add({reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())});
        const qint64 first = m_map.offset(range);
        if (part.endsRange && m_hash.takeHex() != range.checksum)
            return fail(Errc::ChecksumMismatch, tr("The image is damaged between its bytes %1 and %2; get it anew.")
                                                    .arg(first).arg(first + m_map.length(range) - 1));
    }
    return ok();
}

} // namespace coffer
