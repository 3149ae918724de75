// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bmap/rangehash.h"
#include "core/flash/stretch.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace coffer {

/// Holds an image's bytes against its map's checksums, on threads of its own: the ranges are dealt out to all cores.
/// Called by one thread.
class ImageCheck
{
public:
    /// `map` must outlive it.
    explicit ImageCheck(const Bmap &map);
    ~ImageCheck(); ///< ends without looking at the rest

    /// The next stretch, in ascending order; all of the map's are added. Does not block.
    void add(const std::shared_ptr<const ImagePiece> &piece);
    /// What is known by now. Errors: InvalidInput.
    Status status() const;
    /// Waits until all that was added is checked.
    Status finish();

private:
    /// One thread and the pieces that it has not seen yet.
    struct Worker
    {
        std::deque<std::shared_ptr<const ImagePiece>> pieces;
        std::jthread thread;
    };

    void run(std::size_t number, const std::stop_token &stop);
    Status check(const ImagePiece &piece, std::size_t number, RangeHash &hash) const;

    const Bmap &m_map;
    mutable std::mutex m_mutex; ///< guards all that follows, but the threads
    std::condition_variable_any m_changed;
    bool m_isComplete = false;
    Status m_status;
    std::deque<Worker> m_workers;
};

} // namespace coffer
