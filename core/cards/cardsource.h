// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cards/card.h"
#include "core/cards/contents.h"
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
    /// The cards that are in readers now; up to date before inserted() and removed() are emitted.
    virtual QList<Card> cards() const = 0;
    /// What is on this card, and whether a batch may write it unasked. May block (reads the card).
    virtual CardContents examine(const Card &card) = 0;
    /// Opens exactly this card (by id and diskseq) for writing, exclusively. May block.
    /// Errors: CardGone (another card or none is there now), Busy, Refused, Failed.
    virtual Result<std::unique_ptr<BlockTarget>> open(const Card &card) = 0;

Q_SIGNALS:
    /// A card changed for another in the same slot is removed(old), then inserted(new).
    void inserted(const coffer::Card &card);
    void removed(const coffer::Card &card);
};

} // namespace coffer
