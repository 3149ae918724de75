// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/journal.h"
#include "ui/cardprogress.h"

#include <QList>

#include <functional>
#include <optional>

namespace coffer {

/// What the journal has about a node, and about the card that is in for it.
struct CardRecord
{
    QList<JournalStep> steps; ///< the node's newest, oldest first
    QString history;          ///< sentences about the card's past; often empty
};

/// Reads a node's record from where it is kept; `card` is the present one, if any. Called in a job's thread.
using ReadRecord = std::function<Result<CardRecord>(const QString &node, const std::optional<Card> &card)>;

/// The last 100 steps from the journal. Blocks for some ms. Errors: those of the journal.
Result<CardRecord> readRecord(const Journal &journal, const QString &node, const std::optional<Card> &card);

/// A line of a node's details: what it is, and its value, both for people.
struct CardFact
{
    QString label;
    QString value;

    bool operator==(const CardFact &) const = default;
};

/// What is known of a node's last card, from its slot while it is in, else from the journal: reader, model, size, serial, image,
/// times, bytes and speeds, tries, past. Only what there is. Pure but for the locale. `entry` and `slot` may be null.
QList<CardFact> factsOf(const Plan::Entry *entry, const SlotState *slot, const std::optional<CardProgress> &progress, const CardRecord &record);

/// What else is to be told of a step: why it failed, how much was written.
QString detailsOf(const JournalStep &step);

} // namespace coffer
