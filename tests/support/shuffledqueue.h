// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/memorycard.h"

#include <condition_variable>

namespace coffer {

/// A queue whose requests are carried out, and come back, in an order that a seed decides; on the owner's thread, so that
/// the same seed does the same again. Requests that `holds` names do not come back before it lets go of them.
class ShuffledQueue : public IoQueue
{
public:
    using Holds = std::function<bool(const Transfer &)>;

    ShuffledQueue(MemoryCard &card, quint32 seed, Holds holds = {}) : m_card(card), m_random(seed), m_holds(std::move(holds)) {}

    int depth() const override { return 32; }
    int inFlight() const override { return int(m_pending.size()); }

    void submit(const Transfer &transfer) override
    {
        Q_ASSERT(inFlight() < depth());
        m_pending.push_back(transfer);
    }

    std::optional<Completion> reap(std::chrono::milliseconds patience) override
    {
        const bool mayWait = patience.count() > 0;
        const std::optional<std::size_t> chosen = mayWait || m_random.bounded(3) > 0 ? choose() : std::nullopt;
        if (!chosen) {
            std::unique_lock lock(m_mutex);
            m_woken.wait_for(lock, patience, [&] { return m_isWoken; });
            m_isWoken = false;
            return std::nullopt;
        }
        const Transfer transfer = m_pending.at(*chosen);
        m_pending.erase(m_pending.begin() + std::ptrdiff_t(*chosen));
        return Completion{transfer.id, carryOut(transfer)};
    }

    void wake() override
    {
        const std::lock_guard lock(m_mutex);
        m_isWoken = true;
        m_woken.notify_one();
    }

    void abandon() override { m_pending.clear(); }

    /// What is under way at the end is carried out, as a device does.
    ~ShuffledQueue() override
    {
        while (const std::optional<std::size_t> chosen = choose()) {
            static_cast<void>(carryOut(m_pending.at(*chosen)));
            m_pending.erase(m_pending.begin() + std::ptrdiff_t(*chosen));
        }
    }

private:
    std::optional<std::size_t> choose()
    {
        std::vector<std::size_t> ready;
        for (std::size_t i = 0; i < m_pending.size(); ++i) {
            if (!m_holds || !m_holds(m_pending[i]))
                ready.push_back(i);
        }
        if (ready.empty())
            return std::nullopt;
        return ready[std::size_t(m_random.bounded(int(ready.size())))];
    }

    Status carryOut(const Transfer &transfer)
    {
        switch (transfer.kind) {
        case Transfer::Kind::Read:
            return m_card.read(transfer.offset, transfer.data);
        case Transfer::Kind::Write:
            return m_card.write(transfer.offset, transfer.data);
        case Transfer::Kind::Flush:
            break;
        }
        return m_card.flush();
    }

    MemoryCard &m_card;
    QRandomGenerator m_random;
    Holds m_holds;
    std::vector<Transfer> m_pending;
    std::mutex m_mutex;
    std::condition_variable m_woken;
    bool m_isWoken = false; ///< guarded by the mutex
};

/// For MemoryCard::queue.
inline auto shuffled(quint32 seed, ShuffledQueue::Holds holds = {})
{
    return [=](MemoryCard &card) -> std::unique_ptr<IoQueue> { return std::make_unique<ShuffledQueue>(card, seed, holds); };
}

} // namespace coffer
