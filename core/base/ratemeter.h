// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <deque>

namespace coffer {

/// Bytes a second over the last few seconds, so that a stall shows and a fast start does not lie.
class RateMeter
{
public:
    /// Tells that `done` bytes in all were done at `nowMs` (a monotonic clock, milliseconds).
    void sample(qint64 nowMs, qint64 done);

    /// Bytes a second over the window; 0 while there is nothing to go by.
    double bytesPerSecond() const;

private:
    struct Sample { qint64 ms; qint64 done; };
    std::deque<Sample> m_samples;
};

} // namespace coffer
