// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bmap/rangehash.h"
#include "core/flash/stretch.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace coffer {

/// Holds an image's bytes against its map's checksums, on a thread of its own. Called by one thread.
class ImageCheck
{
public:
    /// `map` must outlive it.
    explicit ImageCheck(const Bmap &map);

    /// The next stretch, in ascending order; all of the map's are added. Does not block.
    void add(std::shared_ptr<const ImagePiece> piece);
    /// What is known by now. Errors: ChecksumMismatch.
    Status status() const;
    /// Waits until all that was added is checked.
    Status finish();

private:
    void run(const std::stop_token &stop);
    Status check(const ImagePiece &piece);

    const Bmap &m_map;
    RangeHash m_hash;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<std::shared_ptr<const ImagePiece>> m_pieces;
    bool m_isComplete = false;
    Status m_status;
    std::jthread m_thread; ///< last, so that it ends first
};

} // namespace coffer
