// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/threadqueue.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace coffer {
namespace {

constexpr int queueDepth = 32;

/// What the owner and the threads share; a thread that was left behind holds it alone.
struct Shared
{
    BlockingIo io;
    std::mutex mutex;
    std::condition_variable work;     ///< something was submitted, or it is over
    std::condition_variable finished; ///< something has come back, or the owner is to wake
    std::deque<Transfer> waiting;
    std::deque<Completion> done;
    bool isOver = false;
    bool isWoken = false;
};

Status carryOut(const BlockingIo &io, const Transfer &transfer)
{
    switch (transfer.kind) {
    case Transfer::Kind::Read:
        return io.read(transfer.offset, transfer.data);
    case Transfer::Kind::Write:
        return io.write(transfer.offset, transfer.data);
    case Transfer::Kind::Flush:
        break;
    }
    return io.flush();
}

void serve(const std::shared_ptr<Shared> &shared)
{
    std::unique_lock lock(shared->mutex);
    for (;;) {
        shared->work.wait(lock, [&] { return shared->isOver || !shared->waiting.empty(); });
        if (shared->waiting.empty())
            return;
        Transfer transfer = std::move(shared->waiting.front());
        shared->waiting.pop_front();
        lock.unlock();
        Completion completion{transfer.id, carryOut(shared->io, transfer)};
        transfer.keep.reset();
        lock.lock();
        shared->done.push_back(std::move(completion));
        shared->finished.notify_one();
    }
}

class ThreadQueue : public IoQueue
{
public:
    ThreadQueue(BlockingIo io, int threads, ThreadQueueEnd end) : m_shared(std::make_shared<Shared>()), m_end(end)
    {
        m_shared->io = std::move(io);
        for (int i = 0; i < threads; ++i)
            m_threads.emplace_back(serve, m_shared);
    }

    ~ThreadQueue() override
    {
        {
            const std::lock_guard lock(m_shared->mutex);
            m_shared->isOver = true;
            m_shared->work.notify_all();
        }
        for (std::thread &thread : m_threads) {
            if (m_isAbandoned && m_end == ThreadQueueEnd::LeavesThreads)
                thread.detach();
            else
                thread.join();
        }
    }

    int depth() const override { return queueDepth; }
    int inFlight() const override { return m_inFlight; }

    void submit(const Transfer &transfer) override
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->waiting.push_back(transfer);
        m_shared->work.notify_one();
        ++m_inFlight;
    }

    std::optional<Completion> reap(std::chrono::milliseconds patience) override
    {
        std::unique_lock lock(m_shared->mutex);
        m_shared->finished.wait_for(lock, patience, [&] { return m_shared->isWoken || !m_shared->done.empty(); });
        m_shared->isWoken = false;
        if (m_shared->done.empty())
            return std::nullopt;
        std::optional<Completion> completion(std::move(m_shared->done.front()));
        m_shared->done.pop_front();
        --m_inFlight;
        return completion;
    }

    void wake() override
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->isWoken = true;
        m_shared->finished.notify_one();
    }

    void abandon() override
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->waiting.clear();
        m_isAbandoned = true;
    }

private:
    std::shared_ptr<Shared> m_shared;
    ThreadQueueEnd m_end;
    std::vector<std::thread> m_threads;
    int m_inFlight = 0;
    bool m_isAbandoned = false;
};

} // namespace

std::unique_ptr<IoQueue> makeThreadQueue(BlockingIo io, int threads, ThreadQueueEnd end)
{
    return std::make_unique<ThreadQueue>(std::move(io), threads, end);
}

} // namespace coffer
