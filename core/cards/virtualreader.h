// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cards/cardsource.h"

#include <atomic>
#include <memory>
#include <optional>

namespace coffer {

/// A card reader of one slot whose cards are sparse files "<name>.card" in a folder. All of them
/// are the batch's own, so none is asked about. A card that is pulled while it is open answers
/// CardGone from then on.
class VirtualReader : public CardSource
{
    Q_OBJECT
public:
    /// Cards are made in `folder` with `cardSize` bytes when they are first inserted.
    VirtualReader(const QString &folder, qint64 cardSize);

    QList<Card> cards() const override;
    QList<Refusal> refusals() const override { return {}; }
    CardContents examine(const Card &card, const CancelToken &cancel) override;
    Result<std::unique_ptr<BlockTarget>> open(const Card &card, const CancelToken &cancel) override;

    /// Puts the card `name` ("node07") into the slot; whatever was there is removed first.
    /// Errors: as openFileTarget(); the slot is empty then.
    Status insert(const QString &name);
    void remove();

    /// The file of the card `name`, whether it exists or not.
    QString cardPath(const QString &name) const;

private:
    QString m_folder;
    qint64 m_cardSize;
    quint64 m_lastSeq = 0;
    std::optional<Card> m_card;
    /// The number of the card in the slot, 0 for none; its targets look at it from their threads.
    std::shared_ptr<std::atomic<quint64>> m_present = std::make_shared<std::atomic<quint64>>(0);
};

} // namespace coffer
