// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/cardio.h"

#include <algorithm>

namespace coffer {
namespace {

using namespace std::chrono_literals;

constexpr qint64 requestBytes = 512 * 1024;
constexpr qint64 smallBytes = 64 * 1024;
constexpr qint64 firstBytes = 2 << 20;  ///< under way as long as the card's speed is not known
constexpr qint64 leastBytes = requestBytes;
constexpr qint64 mostBytesEver = 8 << 20;
constexpr double secondsUnderWay = 0.4;
constexpr int mostTries = 3;
constexpr auto turnTime = 50ms;
constexpr auto watchEvery = 100ms;

} // namespace

CardIo::CardIo(BlockTarget &card, Progress &progress, Patience patience)
    : m_card(card), m_progress(progress), m_patience(patience), m_queue(card.openQueue())
{
}

CardIo::~CardIo()
{
    for (auto &[id, request] : m_requests) {
        request.done = std::make_shared<Done>([](const Status &) {});
        request.tries = mostTries;
    }
    m_patience.limit = std::min(m_patience.limit, m_patience.leave);
    const Uninterrupted order(*this);
    static_cast<void>(drain());
}

qint64 CardIo::mostBytes() const
{
    const Speed &speed = m_writing.isKnown() ? m_writing : m_reading;
    if (!speed.isKnown())
        return firstBytes;
    return std::clamp(qint64(speed.bytesPerSecond() * secondsUnderWay), leastBytes, mostBytesEver);
}

bool CardIo::hasRoom() const
{
    return m_queue->inFlight() < m_queue->depth() - int(mostBytesEver / requestBytes) && m_bytesUnderWay < mostBytes();
}

void CardIo::read(qint64 offset, std::span<std::byte> data, std::shared_ptr<const void> keep, Done done)
{
    submit(Transfer::Kind::Read, offset, data, std::move(keep), std::move(done));
}

void CardIo::write(qint64 offset, std::span<std::byte> data, std::shared_ptr<const void> keep, Done done)
{
    submit(Transfer::Kind::Write, offset, data, std::move(keep), std::move(done));
}

void CardIo::submit(Transfer::Kind kind, qint64 offset, std::span<std::byte> data, std::shared_ptr<const void> keep, Done done)
{
    // One call may be several requests; the last to come back tells of the worst.
    struct Call { Done done; std::size_t left; Status status; };
    const std::size_t count = std::max<std::size_t>(1, (data.size() + requestBytes - 1) / requestBytes);
    const auto call = std::make_shared<Call>(Call{std::move(done), count, ok()});
    const auto shared = std::make_shared<Done>([call](const Status &status) {
        if (!status)
            call->status = status;
        if (--call->left == 0)
            call->done(call->status);
    });
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = i * requestBytes;
        start({{kind, offset + qint64(at), data.subspan(at, std::min<std::size_t>(requestBytes, data.size() - at)), m_nextId++, keep}, shared, {}});
    }
}

void CardIo::start(Request request)
{
    Q_ASSERT(m_queue->inFlight() < m_queue->depth());
    const auto now = Speed::Clock::now();
    if (m_requests.empty())
        m_active = now;
    request.since = now;
    speedOf(request.transfer).started(now);
    m_bytesUnderWay += qint64(request.transfer.data.size());
    const Transfer transfer = request.transfer;
    m_requests.insert_or_assign(transfer.id, std::move(request));
    m_queue->submit(transfer);
}

Speed &CardIo::speedOf(const Transfer &transfer)
{
    switch (transfer.kind) {
    case Transfer::Kind::Read:
        return m_reading;
    case Transfer::Kind::Write:
        return transfer.data.size() < smallBytes ? m_smallWriting : m_writing;
    case Transfer::Kind::Flush:
        break;
    }
    return m_flushing;
}

void CardIo::take(const Completion &completion)
{
    Request request = std::move(m_requests.at(completion.id));
    m_requests.erase(completion.id);
    m_active = Speed::Clock::now();
    m_isReported = false;
    const qint64 bytes = qint64(request.transfer.data.size());
    m_bytesUnderWay -= bytes;
    speedOf(request.transfer).ended(m_active, bytes);
    const bool isWorthATry = !completion.status && completion.status.error().code == Errc::Failed
                             && request.transfer.kind != Transfer::Kind::Flush && request.tries < mostTries;
    if (isWorthATry && (!m_heedsCancel || !m_progress.isCancelled())) {
        ++request.tries;
        return start(std::move(request));
    }
    if (completion.status && request.tries > 1)
        ++m_retries;
    (*request.done)(completion.status);
}

Status CardIo::turn(bool waits)
{
    std::optional<Completion> completion = m_queue->reap(waits ? turnTime : 0ms);
    for (; completion; completion = m_queue->reap(0ms))
        take(*completion);
    if (m_heedsCancel && m_progress.isCancelled())
        return m_progress.checkCancelled();
    return watch();
}

/// Looks, now and then, whether the card still does anything.
Status CardIo::watch()
{
    const auto now = Speed::Clock::now();
    if (m_requests.empty() || now - m_lookedAt < watchEvery)
        return ok();
    m_lookedAt = now;
    if (isFlushing()) { // that may take long, as long as the device works
        const quint64 before = std::exchange(m_activity, m_card.activity());
        if (m_activity != before)
            m_active = now;
    }
    if (now - m_active < std::min(m_patience.report, m_patience.limit))
        return ok();
    const auto still = std::chrono::duration_cast<std::chrono::seconds>(now - m_active).count();
    if (now - m_active >= m_patience.limit) {
        m_queue->abandon();
        m_requests.clear();
        return fail(Errc::CardStalled, tr("%1 has not answered for %2 s and was given up; take the card out, and try another reader or card.")
                                           .arg(m_card.name()).arg(still));
    }
    if (!m_isReported) {
        m_isReported = true;
        m_progress.log(tr("%1 has not answered for %2 s; it is still waited for.").arg(m_card.name()).arg(still));
    }
    return ok();
}

bool CardIo::isFlushing() const
{
    return std::ranges::any_of(m_requests, [](const auto &entry) { return entry.second.transfer.kind == Transfer::Kind::Flush; });
}

Status CardIo::drain()
{
    while (!isIdle()) {
        if (Status turned = turn(); !turned)
            return turned;
    }
    return ok();
}

Status CardIo::runNow(Transfer::Kind kind, qint64 offset, std::span<std::byte> data, std::shared_ptr<const void> keep)
{
    if (Status drained = drain(); !drained)
        return drained;
    const auto outcome = std::make_shared<std::optional<Status>>(); // the request may come back after this call has ended
    submit(kind, offset, data, std::move(keep), [outcome](const Status &status) { *outcome = status; });
    while (!*outcome) {
        m_progress.advance(0); // time passes, for whoever watches
        if (Status turned = turn(); !turned)
            return turned;
    }
    return **outcome;
}

Status CardIo::readNow(qint64 offset, std::span<std::byte> data, std::shared_ptr<const void> keep)
{
    return runNow(Transfer::Kind::Read, offset, data, std::move(keep));
}

Status CardIo::writeNow(qint64 offset, std::span<std::byte> data, std::shared_ptr<const void> keep)
{
    return runNow(Transfer::Kind::Write, offset, data, std::move(keep));
}

Status CardIo::readNow(qint64 offset, std::shared_ptr<AlignedBuffer> all)
{
    const std::span<std::byte> data = all->all();
    return readNow(offset, data, std::move(all));
}

Status CardIo::writeNow(qint64 offset, std::shared_ptr<AlignedBuffer> all)
{
    const std::span<std::byte> data = all->all();
    return writeNow(offset, data, std::move(all));
}

Status CardIo::flushNow()
{
    return runNow(Transfer::Kind::Flush, 0, {}, nullptr);
}

} // namespace coffer
