// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/journalstep.h"

#include <QMap>
#include <QString>

namespace coffer {

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
    /// Records that the batch is over: the next step is a new one's.
    Status recordEnd() const;

    /// The present batch's steps, oldest first; empty when there is none.
    Result<QList<JournalStep>> presentSteps() const;
    /// Names of the present batch's nodes whose newest card was written to its end, each with the step that says so.
    Result<QMap<QString, JournalStep>> doneCards() const;
    /// What happened to this card; nothing is known of one that cannot be told from others.
    Result<CardHistory> historyOf(const Card &card) const;
    /// The newest steps, oldest first; of this card or node only, where they are not empty. `card` is a Card::serial.
    Result<QList<JournalStep>> steps(int most, const QString &node = {}, const QString &card = {}) const;

private:
    Journal(const QString &path, const QString &cluster) : m_path(path), m_cluster(cluster.isNull() ? QStringLiteral("") : cluster) {} // SQL tells null from empty

    QString m_path;
    QString m_cluster;
};

} // namespace coffer
