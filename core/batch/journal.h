// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchstate.h"

#include <QDateTime>
#include <QMap>
#include <QString>

#include <optional>

namespace coffer {

/// One thing that happened to a card.
struct JournalStep
{
    /// BrokenOff: the card was pulled, or it was something else's fault, the image's for example; maybe before the first byte.
    /// That says nothing against the card.
    enum class Kind { Inserted, Confirmed, Declined, Started, Verifying, Verified, Failed, BrokenOff, Skipped, Removed };

    Kind kind = Kind::Inserted;
    QDateTime time = QDateTime::currentDateTimeUtc(); ///< UTC
    QString node = {};
    Card card = {};
    CardMarker marker = {};              ///< of Started and what follows it: what is written on the card
    std::optional<FlashReport> report = {}; ///< of Verified
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

/// The record of batches: every card and what happened to it, in an SQLite database with write-ahead log, so that a power cut
/// loses nothing that was told. It is what makes a batch resumable: see resumePlan(). Copies share the database; every function
/// may be called from any thread and program at once, opens the database, and blocks until the disk has it (some ms).
/// Errors of all: Refused (not a regular file), InvalidInput (not a journal, damaged, of a newer program), NoSpace, Failed.
class Journal
{
public:
    /// Opens or creates the journal of a cluster's batches; its folder is made.
    static Result<Journal> open(const QString &path, const QString &cluster);

    /// Adds a step to the batch that is on; without one begins it.
    Status record(const JournalStep &step) const;
    /// Records that the batch is over; the next one starts anew.
    Status recordEnd() const;

    /// The unfinished batch's steps, oldest first; empty when there is none.
    Result<QList<JournalStep>> unfinished() const;
    /// Names of the unfinished batch's nodes whose newest card is verified, each with its card's marker.
    Result<QMap<QString, CardMarker>> verified() const;
    /// What happened to this card; nothing is known of one that cannot be told from others.
    Result<CardHistory> historyOf(const Card &card) const;
    /// The newest steps, oldest first; of this card or node only, where they are not empty. `card` is a Card::serial.
    Result<QList<JournalStep>> steps(int most, const QString &node = {}, const QString &card = {}) const;

private:
    Journal(const QString &path, const QString &cluster) : m_path(path), m_cluster(cluster.isNull() ? QStringLiteral("") : cluster) {} // SQL tells null from empty

    QString m_path;
    QString m_cluster;
};

/// The word for a kind, for people: "begun".
QString wordsFor(JournalStep::Kind kind);
/// The word for a kind, as the journal and `coffer history --json` have it: "verified".
QString wordOf(JournalStep::Kind kind);

} // namespace coffer
