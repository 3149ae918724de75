// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bmap/imagereader.h"
#include "core/bmap/stretches.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>

namespace coffer {

/// What one thread hashes at a time.
struct Window
{
    ByteRange bytes;
    QList<MapStretch> stretches; ///< in these bytes
};

/// An image in windows of 4 MiB, each mapped by itself: hands them out to threads and takes their ranges back.
class Windows
{
public:
    /// All three have to outlive it. `threads`: how many will call take() and in the end end().
    Windows(const ImageReader &image, const Bmap &map, const QList<MapStretch> &stretches, int threads);

    /// The next window that has something to read; nothing at the end.
    std::optional<Window> take();
    /// Takes the ranges of a window.
    void put(const Window &window, const QList<BmapRange> &ranges);
    /// Says that a thread is over.
    void end(const Status &outcome);

    /// Waits until all threads are over, or one has failed, or `progress` is cancelled; reports on it meanwhile.
    Status wait(Progress &progress);
    /// All ranges, ascending; for when all threads are over.
    QList<BmapRange> ranges() const;

private:
    qint64 nextToRead();

    const ImageReader &m_image;
    const Bmap &m_map;
    const QList<MapStretch> &m_stretches;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    qint64 m_next = 0;   ///< where the windows that are not yet handed out begin
    qint64 m_inWork = 0; ///< bytes of those handed out and not yet back
    qint64 m_data = -1;  ///< no data between where it was asked for and here
    int m_running;       ///< threads
    Status m_outcome;
    std::map<qint64, QList<BmapRange>> m_ranges; ///< by first block
};

} // namespace coffer
