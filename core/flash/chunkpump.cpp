// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/chunkpump.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

namespace coffer {
namespace {

constexpr int chunkCount = 8;
constexpr std::chrono::milliseconds cancelInterval(50);

/// Hands chunks from the filling thread to the using one, and empty ones back.
class Pipe
{
public:
    explicit Pipe(qint64 blockSize)
    {
        for (int i = 0; i < chunkCount; ++i)
            m_empty.emplace_back(blockSize);
    }

    std::optional<Chunk> takeEmpty(const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait(lock, stop, [this] { return !m_empty.empty(); }))
            return std::nullopt;
        return takeFirst(m_empty);
    }

    /// The next full chunk, nothing at the end; looks at `progress` while it waits.
    Result<std::optional<Chunk>> takeFilled(const Progress &progress)
    {
        std::unique_lock lock(m_mutex);
        for (;;) {
            if (Status going = progress.checkCancelled(); !going)
                return passOn(going);
            if (m_changed.wait_for(lock, cancelInterval, [this] { return !m_filled.empty() || m_outcome; }))
                break;
        }
        if (!m_filled.empty())
            return takeFirst(m_filled);
        return m_outcome->has_value() ? Result<std::optional<Chunk>>(std::nullopt) : passOn(*m_outcome);
    }

    void putEmpty(Chunk chunk) { put(m_empty, std::move(chunk)); }
    void putFilled(Chunk chunk) { put(m_filled, std::move(chunk)); }

    void end(const Status &outcome)
    {
        const std::lock_guard lock(m_mutex);
        m_outcome = outcome;
        m_changed.notify_all();
    }

private:
    static std::optional<Chunk> takeFirst(std::deque<Chunk> &chunks)
    {
        std::optional<Chunk> chunk(std::move(chunks.front()));
        chunks.pop_front();
        return chunk;
    }

    void put(std::deque<Chunk> &chunks, Chunk chunk)
    {
        const std::lock_guard lock(m_mutex);
        chunks.push_back(std::move(chunk));
        m_changed.notify_all();
    }

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Chunk> m_empty;
    std::deque<Chunk> m_filled;
    std::optional<Status> m_outcome; ///< of filling, once it is over
};

void fillAll(Pipe &pipe, const FillChunk &fill, const std::stop_token &stop)
{
    while (std::optional<Chunk> chunk = pipe.takeEmpty(stop)) {
        const Result<bool> filled = fill(*chunk, stop);
        if (!filled)
            return pipe.end(passOn(filled));
        if (!*filled)
            return pipe.end(ok());
        pipe.putFilled(std::move(*chunk));
    }
}

} // namespace

Status pumpChunks(qint64 blockSize, const FillChunk &fill, const UseChunk &use, Progress &progress)
{
    Pipe pipe(blockSize);
    const std::jthread filler([&](const std::stop_token &stop) { fillAll(pipe, fill, stop); });
    for (;;) {
        Result<std::optional<Chunk>> chunk = pipe.takeFilled(progress);
        if (!chunk)
            return passOn(chunk);
        if (!*chunk)
            return ok();
        if (Status used = use(**chunk); !used)
            return used;
        progress.advance((*chunk)->length);
        pipe.putEmpty(std::move(**chunk));
    }
}

} // namespace coffer
