// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/log/logbook.h"

#include <QHash>

namespace coffer {

/// Finds private keys that came line by line: a program's output is a record a line, so no record holds a whole key. Wants all
/// records in their order; lines of several sources may be mixed.
class KeyLines
{
public:
    /// Whether the record is part of a key that an earlier record of the same stage, node and reader began.
    bool isPart(const LogRecord &record);

private:
    QHash<QString, int> m_open; ///< sources within a key, and how many lines are still looked at
};

} // namespace coffer
