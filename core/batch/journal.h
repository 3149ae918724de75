// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchstate.h"
#include "core/log/sessionlog.h"

#include <QString>

namespace coffer {

/// The record of a batch: which node's card was written from which image, when, how it ended. It is
/// what makes a batch resumable: a node whose verified entry names the same image is not asked again.
class Journal
{
public:
    /// Opens or creates the journal file.
    static Result<Journal> open(const QString &path);

    /// Records how a node's card ended. `imageId` tells the image apart (its map's checksum).
    Status record(const Node &node, const Card &card, const QString &imageId, Outcome outcome, const QString &message);

    /// Node names whose newest entry is Verified, each with the image id it was verified against.
    QMap<QString, QString> verified() const;

private:
    explicit Journal(SessionLog log) : m_log(std::move(log)) {}
    SessionLog m_log;
    QMap<QString, QString> m_verified;
};

} // namespace coffer
