// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ratemeter.h"

namespace coffer {
namespace {

constexpr qint64 windowMs = 4000;
constexpr qint64 spacingMs = 100;

} // namespace

void RateMeter::sample(qint64 nowMs, qint64 done)
{
    if (!m_samples.empty() && done < m_samples.back().done)
        m_samples.clear();
    // Close samples replace each other, so the window holds a bounded number of them.
    const bool close = m_samples.size() > 1 && nowMs - m_samples[m_samples.size() - 2].ms < spacingMs;
    if (close)
        m_samples.back() = {nowMs, done};
    else
        m_samples.push_back({nowMs, done});
    while (m_samples.size() > 2 && nowMs - m_samples[1].ms >= windowMs)
        m_samples.pop_front();
}

double RateMeter::bytesPerSecond() const
{
    if (m_samples.size() < 2)
        return 0;
    const qint64 ms = m_samples.back().ms - m_samples.front().ms;
    return ms > 0 ? double(m_samples.back().done - m_samples.front().done) * 1000.0 / double(ms) : 0;
}

} // namespace coffer
