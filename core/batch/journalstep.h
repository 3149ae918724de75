// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchstate.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace coffer {

/// One thing that happened to a card.
struct JournalStep
{
    /// BrokenOff: the card was pulled, or it was something else's fault, the image's for example; maybe before the first byte.
    /// That says nothing against the card.
    /// Written: to its end, but not read back.
    enum class Kind { Inserted, Confirmed, Declined, Started, Verifying, Verified, Written, Failed, BrokenOff, Skipped, Removed };

    Kind kind = Kind::Inserted;
    QDateTime time = QDateTime::currentDateTimeUtc(); ///< UTC
    QString node = {};
    Card card = {};
    CardMarker marker = {};              ///< of Started and what follows it: what is written on the card
    std::optional<FlashReport> report = {}; ///< of Verified and Written
    QString message = {};                ///< of Failed and BrokenOff: why; of Confirmed and Declined: what the card held
    QString cluster = {};                ///< filled in when read
    qint64 batch = 0;                    ///< the same
};

/// What is known of a card from before.
struct CardHistory
{
    int verified = 0;
    QList<QDateTime> failed;   ///< when, the newest last
    QString halfWritten;       ///< the node that it was begun for, and that had no end since; else empty
    QString halfWrittenCluster;
};

/// The same for people: "This card failed twice, last on 3 June 2026. It was begun as node09 and never …"; empty: nothing to tell.
QString describe(const CardHistory &history);

/// The word for a kind, for people: "begun".
QString wordsFor(JournalStep::Kind kind);
/// The kind of a step with which writing came to its end.
bool isDone(JournalStep::Kind kind);
/// The kind for such a word; Inserted for one that is not known.
JournalStep::Kind kindOf(const QString &word);
/// The word for a kind, as the journal and `coffer history --json` have it: "verified".
QString wordOf(JournalStep::Kind kind);

} // namespace coffer
