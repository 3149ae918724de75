// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/imagecheck.h"

#include <algorithm>

namespace coffer {
namespace {

constexpr unsigned mostThreads = 4;

} // namespace

ImageCheck::ImageCheck(const Bmap &map) : m_map(map), m_workers(std::clamp(std::thread::hardware_concurrency(), 1U, mostThreads))
{
    for (std::size_t i = 0; i < m_workers.size(); ++i)
        m_workers[i].thread = std::jthread([this, i](const std::stop_token &stop) { run(i, stop); });
}

ImageCheck::~ImageCheck()
{
    for (Worker &worker : m_workers)
        worker.thread.request_stop();
    for (Worker &worker : m_workers) {
        if (worker.thread.joinable())
            worker.thread.join();
    }
}

void ImageCheck::add(const std::shared_ptr<const ImagePiece> &piece)
{
    const std::lock_guard lock(m_mutex);
    for (Worker &worker : m_workers)
        worker.pieces.push_back(piece);
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
    for (Worker &worker : m_workers)
        worker.thread.join();
    return m_status;
}

void ImageCheck::run(std::size_t number, const std::stop_token &stop)
{
    auto &pieces = m_workers[number].pieces;
    RangeHash hash(m_map.checksumType);
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, stop, [&] { return m_isComplete || !m_status || !pieces.empty(); });
        if (stop.stop_requested() || !m_status || pieces.empty())
            return;
        std::shared_ptr<const ImagePiece> piece = std::move(pieces.front());
        pieces.pop_front();
        lock.unlock();
        const Status checked = check(*piece, number, hash);
        piece.reset();
        lock.lock();
        if (!checked) {
            m_status = checked;
            m_changed.notify_all();
        }
    }
}

/// Of the piece's parts those of every n-th range are this worker's.
Status ImageCheck::check(const ImagePiece &piece, std::size_t number, RangeHash &hash) const
{
    for (const Part &part : piece.stretch.parts) {
        const BmapRange &range = m_map.ranges.at(part.range);
        if (range.checksum.isEmpty() || std::size_t(part.range) % m_workers.size() != number)
            continue;
        const std::span<const std::byte> bytes = piece.bytes(part);
        hash.add({reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())});
        const qint64 first = m_map.offset(range);
        if (part.endsRange && hash.takeHex() != range.checksum)
            return fail(Errc::InvalidInput, tr("The image is damaged between its bytes %1 and %2; get it anew.")
                                                .arg(first).arg(first + m_map.length(range) - 1));
    }
    return ok();
}

} // namespace coffer
