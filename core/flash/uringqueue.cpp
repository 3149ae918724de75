// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/uringqueue.h"

#include <algorithm>
#include <cerrno>
#include <unordered_map>

#include <liburing.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace coffer {
namespace {

constexpr int queueDepth = 32;
constexpr quint64 wakeMark = ~quint64(0); ///< user data of the request that waits for wake()

class UringQueue : public IoQueue
{
public:
    UringQueue(std::shared_ptr<const CardDescriptor> card, const io_uring &ring, Fd wakeEvent)
        : m_card(std::move(card)), m_ring(ring), m_wakeEvent(std::move(wakeEvent))
    {
        listenForWake();
    }

    ~UringQueue() override
    {
        while (!m_isAbandoned && inFlight() > 0)
            static_cast<void>(reap(std::chrono::hours(1)));
        io_uring_queue_exit(&m_ring);
    }

    int depth() const override { return queueDepth; }
    int inFlight() const override { return int(m_pending.size()); }

    void submit(const Transfer &transfer) override
    {
        const quint64 mark = m_nextMark++;
        start(mark, m_pending.emplace(mark, transfer).first->second);
    }

    std::optional<Completion> reap(std::chrono::milliseconds patience) override
    {
        const auto end = std::chrono::steady_clock::now() + patience;
        for (;;) {
            if (io_uring_sq_ready(&m_ring) > 0) // the kernel was short of memory when they were submitted
                io_uring_submit(&m_ring);
            const auto left = std::max(std::chrono::nanoseconds(0), std::chrono::nanoseconds(end - std::chrono::steady_clock::now()));
            __kernel_timespec time = {left.count() / 1'000'000'000, left.count() % 1'000'000'000};
            io_uring_cqe *entry = nullptr;
            const int waited = io_uring_wait_cqe_timeout(&m_ring, &entry, &time);
            if (waited == -EINTR)
                continue;
            if (waited != 0)
                return std::nullopt;
            const quint64 mark = entry->user_data;
            const int result = entry->res;
            io_uring_cqe_seen(&m_ring, entry);
            if (mark == wakeMark) {
                listenForWake();
                return std::nullopt;
            }
            if (std::optional<Completion> completion = take(mark, result))
                return completion;
        }
    }

    void wake() override
    {
        const quint64 one = 1;
        [[maybe_unused]] const ssize_t written = ::write(m_wakeEvent.get(), &one, sizeof one);
    }

    void abandon() override { m_isAbandoned = true; }

private:
    void listenForWake()
    {
        io_uring_sqe *entry = io_uring_get_sqe(&m_ring);
        io_uring_prep_read(entry, m_wakeEvent.get(), &m_wakeCount, sizeof m_wakeCount, 0);
        entry->user_data = wakeMark;
        io_uring_submit(&m_ring);
    }

    void start(quint64 mark, const Transfer &transfer)
    {
        io_uring_sqe *entry = io_uring_get_sqe(&m_ring); // the ring has room for depth() and the wake
        const auto length = unsigned(transfer.data.size());
        switch (transfer.kind) {
        case Transfer::Kind::Read:
            io_uring_prep_read(entry, m_card->fd(), transfer.data.data(), length, quint64(transfer.offset));
            break;
        case Transfer::Kind::Write:
            io_uring_prep_write(entry, m_card->fd(), transfer.data.data(), length, quint64(transfer.offset));
            break;
        case Transfer::Kind::Flush:
            io_uring_prep_fsync(entry, m_card->fd(), IORING_FSYNC_DATASYNC);
            break;
        }
        entry->user_data = mark;
        io_uring_submit(&m_ring);
    }

    /// What came back; nothing when it came back in part and goes on with the rest.
    std::optional<Completion> take(quint64 mark, int result)
    {
        Transfer &transfer = m_pending.at(mark);
        const bool isInterrupted = result == -EINTR || result == -EAGAIN;
        const bool isShort = transfer.kind != Transfer::Kind::Flush && result > 0 && std::size_t(result) < transfer.data.size();
        if (isInterrupted || isShort) {
            const int done = std::max(result, 0);
            transfer.offset += done;
            transfer.data = transfer.data.subspan(std::size_t(done));
            start(mark, transfer);
            return std::nullopt;
        }
        const Completion completion{transfer.id, statusOf(transfer, result)};
        m_pending.erase(mark);
        return completion;
    }

    Status statusOf(const Transfer &transfer, int result) const
    {
        if (transfer.kind == Transfer::Kind::Flush)
            return result >= 0 ? ok() : m_card->flushFailed(-result);
        if (result > 0 || transfer.data.empty())
            return ok();
        const int error = result < 0 ? -result : EIO; // nothing done and no reason
        return transfer.kind == Transfer::Kind::Read ? m_card->readFailed(transfer.offset, error)
                                                     : m_card->writeFailed(transfer.offset, error);
    }

    std::shared_ptr<const CardDescriptor> m_card;
    io_uring m_ring;
    Fd m_wakeEvent;
    quint64 m_wakeCount = 0; ///< the kernel writes here when woken
    std::unordered_map<quint64, Transfer> m_pending;
    quint64 m_nextMark = 0;
    bool m_isAbandoned = false;
};

} // namespace

std::unique_ptr<IoQueue> makeUringQueue(std::shared_ptr<const CardDescriptor> card)
{
    Fd wakeEvent(::eventfd(0, EFD_CLOEXEC));
    io_uring ring = {};
    if (!wakeEvent.isValid() || io_uring_queue_init(queueDepth + 1, &ring, 0) != 0)
        return nullptr;
    if (!(ring.features & IORING_FEAT_EXT_ARG)) { // else waiting with a time-out would take requests of its own
        io_uring_queue_exit(&ring);
        return nullptr;
    }
    return std::make_unique<UringQueue>(std::move(card), ring, std::move(wakeEvent));
}

} // namespace coffer
