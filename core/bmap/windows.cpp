// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bmap/windows.h"

#include <algorithm>
#include <chrono>

namespace coffer {
namespace {

constexpr qint64 windowBytes = qint64(4) << 20; ///< as createBmap() promises; whole blocks
constexpr std::chrono::milliseconds cancelInterval(50);

} // namespace

Windows::Windows(const ImageReader &image, const Bmap &map, const QList<MapStretch> &stretches, int threads)
    : m_image(image), m_map(map), m_stretches(stretches), m_running(threads)
{
}

std::optional<Window> Windows::take()
{
    const std::lock_guard lock(m_mutex);
    const qint64 start = nextToRead();
    m_next = std::min(start - start % windowBytes + windowBytes, m_map.imageSize);
    if (start == m_map.imageSize)
        return std::nullopt;
    m_inWork += m_next - start;
    return Window{{start, m_next - start},
                  stretchesIn(m_stretches, start / m_map.blockSize, (m_next - 1) / m_map.blockSize)};
}

void Windows::put(const Window &window, const QList<BmapRange> &ranges)
{
    const std::lock_guard lock(m_mutex);
    m_inWork -= window.bytes.length;
    if (!ranges.isEmpty())
        m_ranges.emplace(ranges.first().first, ranges);
}

void Windows::end(const Status &outcome)
{
    const std::lock_guard lock(m_mutex);
    --m_running;
    if (!outcome)
        m_outcome = outcome;
    m_changed.notify_all();
}

Status Windows::wait(Progress &progress)
{
    qint64 reported = 0;
    std::unique_lock lock(m_mutex);
    for (;;) {
        const qint64 done = m_next - m_inWork;
        lock.unlock();
        if (Status going = progress.checkCancelled(); !going)
            return going;
        progress.advance(done - reported);
        reported = done;
        lock.lock();
        if (m_running == 0 || !m_outcome)
            return m_outcome;
        m_changed.wait_for(lock, cancelInterval);
    }
}

QList<BmapRange> Windows::ranges() const
{
    QList<BmapRange> all;
    for (const auto &[first, ranges] : m_ranges)
        all += ranges;
    return all;
}

/// The byte at which the first block begins, at or after m_next, that is needed or may hold data; the image's size
/// when there is none.
qint64 Windows::nextToRead()
{
    auto stretch = std::lower_bound(m_stretches.begin(), m_stretches.end(), m_next / m_map.blockSize,
                                    [](const MapStretch &one, qint64 block) { return one.last < block; });
    for (; stretch != m_stretches.end() && m_next < m_map.imageSize; ++stretch) {
        const qint64 start = std::max(m_next, stretch->first * m_map.blockSize);
        if (stretch->isNeeded)
            return start;
        if (m_data < start)
            m_data = m_image.nextData(start);
        if (m_data < std::min((stretch->last + 1) * m_map.blockSize, m_map.imageSize))
            return std::max(start, m_data - m_data % m_map.blockSize);
    }
    return m_map.imageSize;
}

} // namespace coffer
