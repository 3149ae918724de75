// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/speed.h"

namespace coffer {
namespace {

constexpr double memorySeconds = 4; ///< of work; then all figures are halved

} // namespace

void Speed::started(Clock::time_point now)
{
    if (m_underWay++ == 0)
        m_since = now;
}

void Speed::ended(Clock::time_point now, qint64 bytes)
{
    --m_underWay;
    m_seconds += std::chrono::duration<double>(now - m_since).count();
    m_since = now;
    m_bytes += double(bytes);
    m_requests += 1;
    if (m_seconds < memorySeconds)
        return;
    m_seconds /= 2;
    m_bytes /= 2;
    m_requests /= 2;
}

} // namespace coffer
