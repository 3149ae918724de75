// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <memory>
#include <optional>
#include <span>

namespace coffer {

/// One request to a card. Offset and length are bytes and multiples of the card's block size.
struct Transfer
{
    enum class Kind { Read, Write, Flush };

    Kind kind = Kind::Flush;
    qint64 offset = 0;
    std::span<std::byte> data;
    quint64 id = 0;                    ///< the caller's, comes back with the completion
    std::shared_ptr<const void> keep;  ///< holds the memory of `data` until the request has come back
};

struct Completion
{
    quint64 id = 0;
    Status status; ///< of all the request's bytes. Errors: CardGone, NoSpace, Failed
};

/// Requests on their way to a card and back, several at a time, in no order. One thread, its owner, submits and reaps;
/// wake() alone may be called from others. The destructor waits for what is under way, unless abandoned.
class IoQueue
{
public:
    virtual ~IoQueue() = default;

    /// Requests that may be under way at once.
    virtual int depth() const = 0;
    virtual int inFlight() const = 0;
    /// Starts a request; inFlight() is below depth(). Does not block.
    virtual void submit(const Transfer &transfer) = 0;
    /// The next request that has come back; nothing when the time is up or wake() was called.
    virtual std::optional<Completion> reap(std::chrono::milliseconds patience) = 0;
    /// Ends a reap() that waits, or the next one.
    virtual void wake() = 0;
    /// Gives up what is under way: nothing is waited for any more, nothing may be submitted.
    virtual void abandon() = 0;
};

} // namespace coffer
