// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/stretch.h"

#include <condition_variable>
#include <mutex>
#include <vector>

namespace coffer {

/// What threads that hand pieces about share: every change under the mutex is told of.
struct Exchange
{
    std::mutex mutex;
    std::condition_variable_any changed;
};

/// A bounded number of pieces that are used again and again; one that nobody holds any more is free again.
/// Its functions are called with the exchange's mutex held; the last holder of a piece lets go of it without.
class PiecePool : public std::enable_shared_from_this<PiecePool>
{
public:
    PiecePool(std::shared_ptr<Exchange> exchange, qsizetype capacity) : m_exchange(std::move(exchange)), m_capacity(capacity) {}

    bool hasPiece() const { return !m_free.empty() || m_made < m_capacity; }
    /// A piece with what it held last; hasPiece() is true.
    std::shared_ptr<ImagePiece> take();
    void grow(qsizetype pieces) { m_capacity += pieces; }

private:
    std::shared_ptr<Exchange> m_exchange;
    qsizetype m_capacity;
    qsizetype m_made = 0;
    std::vector<std::unique_ptr<ImagePiece>> m_free;
    MebibyteSource m_memory;
};

} // namespace coffer
