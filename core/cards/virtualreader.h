// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cards/cardsource.h"

#include <optional>

namespace coffer {

/// A card reader of one slot whose cards are sparse files "<name>.card" in a folder.
class VirtualReader : public CardSource
{
    Q_OBJECT
public:
    /// Cards are made in `folder` with `cardSize` bytes when they are first inserted.
    VirtualReader(const QString &folder, qint64 cardSize);

    QList<Card> cards() const override;
    Result<std::unique_ptr<BlockTarget>> open(const Card &card) override;

    /// Puts the card `name` ("node07") into the slot; whatever was there is removed first.
    Status insert(const QString &name);
    void remove();

private:
    QString m_folder;
    qint64 m_cardSize;
    quint64 m_diskSeq = 0;
    std::optional<Card> m_card;
};

} // namespace coffer
