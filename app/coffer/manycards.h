// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <QList>

#include <mutex>

namespace coffer {

/// The progress of several cards as one: of those that are furthest behind, so that it ends with the last. Log lines of
/// all pass through. The cards' threads may report at any time.
class ManyCards
{
public:
    /// `sink` is called by one thread at a time.
    ManyCards(qsizetype count, Progress::Sink sink);

    /// The sink of the card of this number.
    Progress::Sink sinkOf(qsizetype number);

private:
    void report(qsizetype number, const ProgressEvent &event);

    std::mutex m_mutex;
    Progress::Sink m_sink;
    QList<ProgressEvent> m_latest; ///< of each card
};

} // namespace coffer
