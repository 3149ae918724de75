// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/piecepool.h"

namespace coffer {

std::shared_ptr<ImagePiece> PiecePool::take()
{
    std::unique_ptr<ImagePiece> piece;
    if (m_free.empty()) {
        piece = std::make_unique<ImagePiece>(ImagePiece{{}, m_memory.take()});
        ++m_made;
    } else {
        piece = std::move(m_free.back());
        m_free.pop_back();
    }
    const auto giveBack = [pool = shared_from_this()](ImagePiece *used) {
        const std::lock_guard lock(pool->m_exchange->mutex);
        pool->m_free.emplace_back(used);
        pool->m_exchange->changed.notify_all();
    };
    return std::shared_ptr<ImagePiece>(piece.release(), giveBack);
}

} // namespace coffer
