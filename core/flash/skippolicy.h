// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/speed.h"
#include "core/flash/stretch.h"

namespace coffer {

/// What a card's requests cost, as far as it has been measured.
struct Costs
{
    double read = 0;    ///< seconds a byte
    double write = 0;   ///< seconds a byte
    double request = 0; ///< seconds that a small write takes besides its bytes
};

/// Where nothing is measured yet, a card is taken to read twice as fast as it writes.
Costs costsOf(const Speed &reading, const Speed &writing, const Speed &smallWriting);

/// Gaps between writes that are better written too, when what is in them is known, bytes.
qint64 worthwhileGap(const Costs &costs);

/// Whether a stretch of many small parts is written faster in one, what lies between being read before.
bool isFasterInOne(const Stretch &stretch, const Costs &costs);

/// Decides which stretches are read and compared before they are written: as long as so many blocks are found to be
/// there already that it pays. Otherwise now and then one, to see whether it pays again.
class SkipPolicy
{
public:
    enum class Choice { Compare, Write, Wait };

    /// `verifies`: whether what is written will be read back, which is spared where it was there already.
    SkipPolicy(bool skips, bool verifies) : m_skips(skips), m_verifies(verifies) {}

    /// For the next stretch, while so many are being compared. Wait: until the first samples are known.
    Choice choose(int comparing, const Costs &costs);
    /// A stretch was compared: this share of it (0 to 1) was there already.
    void compared(double share);

private:
    bool pays(const Costs &costs) const;

    bool m_skips;
    bool m_verifies;
    int m_samples = 0;
    double m_share = 1; ///< of what was compared last
    int m_sinceSample = 0;
};

} // namespace coffer
