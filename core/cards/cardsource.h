// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/cards/card.h"
#include "core/cards/contents.h"
#include "core/cards/readernames.h"
#include "core/flash/blocktarget.h"

#include <QObject>

#include <memory>

namespace coffer {

/// Where cards come from: real readers (udev) or the virtual reader. Lives on one thread with an
/// event loop; open() and examine() alone may be called from a job's thread.
class CardSource : public QObject
{
    Q_OBJECT
public:
    /// The cards that are in readers now, in the order of their slots; up to date before a signal is emitted.
    virtual QList<Card> cards() const = 0;
    /// The cards in readers that may not be written (Refusal::Kind::Card), each with its reason.
    virtual QList<Refusal> refusals() const = 0;
    /// The slots without a card, as far as they are known (of Kind::NoMedium): a slot whose node comes with its card is not.
    virtual QList<Refusal> emptySlots() const = 0;
    /// What is on this card. May block: reads the card, and may wait for a person's permission to.
    virtual CardContents examine(const Card &card, const CancelToken &cancel) = 0;
    /// Opens exactly this card (by id and diskseq) for writing, exclusively. May block, for minutes
    /// where a person is asked for permission. Errors: CardGone (another card or none is there now),
    /// Busy, Refused, Cancelled, Failed.
    virtual Result<std::unique_ptr<BlockTarget>> open(const Card &card, const CancelToken &cancel) = 0;
    /// Judges real cards by these rules from now on and calls their readers by these names: removed(), inserted() and
    /// refused() tell of those that are another thereby. Not while a batch is on. The virtual reader has nothing to change.
    virtual void setRules(const CardRules & /*rules*/, const ReaderNames & /*names*/) {}

Q_SIGNALS:
    /// A card changed for another in the same slot is removed(old), then inserted(new).
    void inserted(const coffer::Card &card);
    void removed(const coffer::Card &card);
    /// A card is in a reader, but may not be written.
    void refused(const coffer::Refusal &refusal);
    /// cards(), refusals() or emptySlots() are not what they were; after the signals that say what happened.
    void changed();
};

} // namespace coffer
