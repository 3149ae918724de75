// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace coffer {

/// How fast requests of one kind are carried out, measured over the time in which any of them is under way. Old figures
/// fade, so it follows a card that becomes slower or faster.
class Speed
{
public:
    using Clock = std::chrono::steady_clock;

    void started(Clock::time_point now);
    void ended(Clock::time_point now, qint64 bytes);

    /// Bytes a second; 0 while nothing was measured.
    double bytesPerSecond() const { return m_seconds > 0 ? m_bytes / m_seconds : 0; }
    /// Seconds a request; 0 while nothing was measured.
    double secondsPerRequest() const { return m_requests > 0 ? m_seconds / m_requests : 0; }
    bool isKnown() const { return m_requests > 0; }

private:
    int m_underWay = 0;
    Clock::time_point m_since; ///< of the time not counted yet
    double m_seconds = 0;
    double m_bytes = 0;
    double m_requests = 0;
};

} // namespace coffer
