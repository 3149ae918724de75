// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/skippolicy.h"

#include <algorithm>

namespace coffer {
namespace {

constexpr int firstSamples = 2;
constexpr int sampleEvery = 64;       ///< stretches
constexpr double newest = 0.5;        ///< weight of the last stretch among those before
constexpr qint64 mostGap = 256 * 1024;
constexpr double readSpeedup = 2;     ///< of reading over writing, unmeasured

} // namespace

Costs costsOf(const Speed &reading, const Speed &writing, const Speed &smallWriting)
{
    const auto secondsPerByte = [](const Speed &speed) { return speed.bytesPerSecond() > 0 ? 1 / speed.bytesPerSecond() : 0; };
    Costs costs{secondsPerByte(reading), secondsPerByte(writing), 0};
    if (costs.write <= 0)
        costs.write = costs.read * readSpeedup;
    if (costs.read <= 0)
        costs.read = costs.write / readSpeedup;
    if (smallWriting.isKnown()) {
        const double bytes = smallWriting.bytesPerSecond() * smallWriting.secondsPerRequest();
        costs.request = std::max(0.0, smallWriting.secondsPerRequest() - bytes * costs.write);
    }
    return costs;
}

qint64 worthwhileGap(const Costs &costs)
{
    return costs.write > 0 ? std::min(qint64(costs.request / costs.write), mostGap) : 0;
}

bool isFasterInOne(const Stretch &stretch, const Costs &costs)
{
    const double inParts = double(stretch.parts.size()) * costs.request + double(stretch.mappedBytes()) * costs.write;
    const double inOne = double(stretch.end() - stretch.start()) * (costs.read + costs.write) + costs.request;
    return stretch.parts.size() > 1 && inOne < inParts;
}

/// Comparing costs reading it; it spares writing, and reading back, what is there.
bool SkipPolicy::pays(const Costs &costs) const
{
    const double spared = costs.write + (m_verifies ? costs.read : 0);
    return m_share * spared > costs.read;
}

SkipPolicy::Choice SkipPolicy::choose(int comparing, const Costs &costs)
{
    if (!m_skips)
        return Choice::Write;
    if (m_samples < firstSamples)
        return m_samples + comparing < firstSamples ? Choice::Compare : Choice::Wait;
    if (pays(costs) || ++m_sinceSample >= sampleEvery) {
        m_sinceSample = 0;
        return Choice::Compare;
    }
    return Choice::Write;
}

void SkipPolicy::compared(double share)
{
    m_share = m_samples++ == 0 ? share : m_share + (share - m_share) * newest;
}

} // namespace coffer
