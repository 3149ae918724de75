// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/blocktarget.h"

#include <QList>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

namespace coffer {

/// How a virtual card misbehaves; as it stands, not at all. Sizes and places are bytes, whole blocks of 4096.
struct VirtualFaults
{
    /// A stretch that answers with an I/O error, as worn flash does.
    struct BadRange
    {
        qint64 offset = 0;
        qint64 length = 0;
        bool onRead = true;
        bool onWrite = true;
        bool operator==(const BadRange &) const = default;
    };

    bool isProtected = false; ///< its slider is on "lock"; counts from when it is put in next
    QList<BadRange> bad = {};
    qint64 realSize = 0;  ///< what lies beyond wraps around into it, as on counterfeits; 0: it has all it claims
    qint64 writeRate = 0; ///< bytes a second; 0: as fast as the file
    qint64 readRate = 0;  ///< the same
    std::optional<qint64> pullAfterWritten = {}; ///< it is pulled when so many bytes are written; once
    std::optional<qint64> pullAfterRead = {};    ///< or when so much of what was written is read back; once

    bool operator==(const VirtualFaults &) const = default;
};

/// A virtual card as a thing: it is in a reader or not, and it has its faults. Shared by the reader and the targets
/// that are open on it; every function may be called from any thread.
class VirtualMedium
{
public:
    enum class Access { Read, Write };
    /// What becomes of a request.
    struct Leave
    {
        qint64 bytes = 0;              ///< so many of it are carried out, whole blocks
        bool isLast = false;           ///< the card is pulled behind them
        qint64 realSize = 0;           ///< as in VirtualFaults
        std::optional<qint64> badAt;   ///< nothing is carried out: here is a bad byte
    };

    /// `onPulled` is told when a fault pulls the card, on the thread that used it then.
    explicit VirtualMedium(std::function<void(quint64 diskSeq)> onPulled) : m_onPulled(std::move(onPulled)) {}

    /// Takes effect at once, also on open targets; the bytes of the pulls are counted from now.
    void setFaults(const VirtualFaults &faults);
    VirtualFaults faults() const;

    void putIn(quint64 diskSeq);
    void takeOut(); ///< ends all waiting in ask()
    bool isIn(quint64 diskSeq) const;
    /// Whether it is in and has no fault, so that nothing needs to be asked.
    bool isSound(quint64 diskSeq) const;

    /// Waits as long as a slow card takes, or until it is pulled.
    Leave ask(Access access, quint64 diskSeq, qint64 offset, qint64 length);
    /// The fault that pulls it.
    void pull(quint64 diskSeq);

private:
    using Clock = std::chrono::steady_clock;

    void beginCounting();
    qint64 count(Access access, qint64 offset, qint64 length);
    void waitFor(std::unique_lock<std::mutex> &lock, qint64 bytes, qint64 rate);

    const std::function<void(quint64)> m_onPulled;
    mutable std::mutex m_mutex; ///< guards all that follows
    std::condition_variable m_changed;
    quint64 m_version = 0;     ///< counts changes of what a request waits for
    quint64 m_diskSeq = 0;     ///< 0: it is in no reader
    VirtualFaults m_faults;
    qint64 m_written = 0;
    qint64 m_readBack = 0;
    std::vector<bool> m_isWritten; ///< of each block, for the count of what is read back
    Clock::time_point m_busyUntil; ///< with what it was asked for so far
};

/// The card's file as a target, for as long as the card is in as number `diskSeq`; from then on it answers CardGone.
/// Without faults it is as fast as the file alone.
std::unique_ptr<BlockTarget> makeVirtualCard(std::unique_ptr<BlockTarget> file, std::shared_ptr<VirtualMedium> medium,
                                             quint64 diskSeq);

} // namespace coffer
