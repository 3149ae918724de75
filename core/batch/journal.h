// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchstate.h"
#include "core/log/sessionlog.h"

#include <QMap>
#include <QString>

namespace coffer {

/// The record of batches: which node's card was written from which image, when, how it ended. It is
/// what makes a batch resumable: see resumePlan().
class Journal
{
public:
    /// Opens or creates the journal file. Errors: as SessionLog's.
    static Result<Journal> open(const QString &path);

    /// Records that a node's card is going to be written: what was known of it no longer holds.
    Status recordStart(const Node &node, const Card &card);
    /// Records how a node's card ended. `marker` is what was to be written on it: of it the image and the time are kept.
    Status record(const Node &node, const Card &card, const CardMarker &marker, Outcome outcome, const QString &message);
    /// Records that the batch is over; the next one starts anew.
    Status recordEnd();

    /// Names of the unfinished batch's nodes whose newest entry is Verified, each with its card's marker.
    QMap<QString, CardMarker> verified() const { return m_verified; }

private:
    explicit Journal(SessionLog log) : m_log(std::move(log)) {}
    void apply(const QJsonObject &entry);
    Status append(const QJsonObject &entry);

    SessionLog m_log;
    QMap<QString, CardMarker> m_verified;
};

} // namespace coffer
