// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/alignedbuffer.h"
#include "core/flash/blocktarget.h"
#include "core/flash/speed.h"

#include <functional>
#include <memory>
#include <unordered_map>
#include <utility>

namespace coffer {

/// When a request that does not come back is told of, and when its card is given up.
struct Patience
{
    std::chrono::milliseconds report = std::chrono::seconds(30);
    std::chrono::milliseconds limit = std::chrono::seconds(180);
    std::chrono::milliseconds leave = std::chrono::seconds(5); ///< the limit once its work has ended or was cancelled
};

/// A card's requests, on the one thread that deals with this card: keeps several under way, measures them, tries again
/// what failed, watches for those that do not come back, and for the operator's cancel. What is under way is bounded by
/// what the card does in less than half a second, as a cancel has to wait for it.
class CardIo
{
public:
    /// Called from within turn(); only takes note, and starts nothing that waits.
    using Done = std::function<void(const Status &)>;

    CardIo(BlockTarget &card, Progress &progress, Patience patience);
    ~CardIo(); ///< waits for what is under way, but not for long; nobody hears of it any more
    Q_DISABLE_COPY_MOVE(CardIo)

    /// Whether another call of at most 1 MiB is to be put under way now.
    bool hasRoom() const;
    bool isIdle() const { return m_requests.empty(); }

    /// Reads or writes up to 1 MiB of blocks; `keep` holds the memory of `data`. Does not block.
    void read(qint64 offset, std::span<std::byte> data, std::shared_ptr<const void> keep, Done done);
    void write(qint64 offset, std::span<std::byte> data, std::shared_ptr<const void> keep, Done done);

    /// Takes what has come back, and waits for it up to 50 ms when nothing has and `waits`. Errors: Cancelled; CardStalled
    /// when the card is given up: nothing may be asked of it any more.
    Status turn(bool waits = true);
    /// Waits until nothing is under way. Errors: as turn().
    Status drain();

    // Each of these waits for its own end, and of what was under way before. Errors: also the card's.
    Status readNow(qint64 offset, std::span<std::byte> data, std::shared_ptr<const void> keep);
    Status writeNow(qint64 offset, std::span<std::byte> data, std::shared_ptr<const void> keep);
    Status readNow(qint64 offset, std::shared_ptr<AlignedBuffer> all);
    Status writeNow(qint64 offset, std::shared_ptr<AlignedBuffer> all);
    Status flushNow();
    /// As long as it lives, a cancel is not listened for: to leave a card in order.
    class Uninterrupted
    {
    public:
        explicit Uninterrupted(CardIo &io) : m_io(io), m_before(std::exchange(io.m_heedsCancel, false)) {}
        ~Uninterrupted() { m_io.m_heedsCancel = m_before; }
        Q_DISABLE_COPY_MOVE(Uninterrupted)

    private:
        CardIo &m_io;
        bool m_before;
    };

    /// May be called from any thread: ends the waiting of turn().
    void wake() { m_queue->wake(); }

    const Speed &reading() const { return m_reading; }
    const Speed &writing() const { return m_writing; }   ///< of large requests
    const Speed &smallWriting() const { return m_smallWriting; }
    /// Requests that failed and then succeeded.
    int retries() const { return m_retries; }

private:
    struct Request
    {
        Transfer transfer;
        std::shared_ptr<Done> done;       ///< called when the last request of a call has come back
        Speed::Clock::time_point since;
        int tries = 1;
    };

    void submit(Transfer::Kind kind, qint64 offset, std::span<std::byte> data, std::shared_ptr<const void> keep, Done done);
    void start(Request request);
    void take(const Completion &completion);
    Status runNow(Transfer::Kind kind, qint64 offset, std::span<std::byte> data, std::shared_ptr<const void> keep);
    Status watch();
    bool isFlushing() const;
    Speed &speedOf(const Transfer &transfer);
    qint64 mostBytes() const;

    BlockTarget &m_card;
    Progress &m_progress;
    Patience m_patience;
    std::unique_ptr<IoQueue> m_queue;
    std::unordered_map<quint64, Request> m_requests;
    quint64 m_nextId = 0;
    qint64 m_bytesUnderWay = 0;
    Speed m_reading, m_writing, m_smallWriting, m_flushing;
    int m_retries = 0;
    bool m_heedsCancel = true;
    quint64 m_activity = 0;
    Speed::Clock::time_point m_active; ///< when the card last did anything
    Speed::Clock::time_point m_lookedAt;
    bool m_isReported = false;
};

} // namespace coffer
