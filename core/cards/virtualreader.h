// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cards/cardsource.h"
#include "core/cards/virtualcard.h"

#include <QHash>

#include <functional>
#include <memory>
#include <mutex>
#include <variant>
#include <vector>

namespace coffer {

class JobLink;

/// A card reader of some slots whose cards are sparse files "<name>.card" in a folder. They are judged and written as
/// real ones, and misbehave as they are told. A card that is pulled while it is open answers CardGone from then on.
class VirtualReader : public CardSource
{
    Q_OBJECT
public:
    /// What is in a slot: nothing, a card, or one that may not be written.
    using Slot = std::variant<std::monostate, Card, Refusal>;

    /// Cards are made in `folder` with `cardSize` bytes when they are first inserted.
    VirtualReader(const QString &folder, qint64 cardSize, int slotCount = 1);
    ~VirtualReader() override;

    QList<Card> cards() const override;
    QList<Refusal> refusals() const override;
    QList<Refusal> emptySlots() const override;
    /// As for real cards; one with a bad range within its first or last MiB is unreadable.
    CardContents examine(const Card &card, const CancelToken &cancel) override;
    Result<std::unique_ptr<BlockTarget>> open(const Card &card, const CancelToken &cancel) override;

    /// Puts the card `name` ("node07") into a slot, counted from 0; whatever was there is removed first. A
    /// write-protected one is refused(), not inserted(). Errors: Usage (no such slot, no name for a card), Busy (it is
    /// in another slot), and as openFileTarget(); the slot is empty then.
    Status insert(const QString &name, int slot = 0);
    void remove(int slot = 0);
    /// Takes this very card out, whatever slot it is in; does nothing when it is out already.
    void remove(const Card &card);

    int slotCount() const { return int(m_slots.size()); }
    const Slot &slot(int slot) const { return m_slots.at(std::size_t(slot)); }
    /// "Virtual reader, slot 2"; with one slot "Virtual reader".
    QString slotName(int slot) const;
    /// The name of the card in a slot; empty when there is none.
    QString cardIn(int slot) const;

    enum class Contents { Blank, Strange };
    /// Makes the card `name` anew, blank or somebody else's (see makeStrange()); what it held is lost. Errors: as
    /// insert(), Busy also while it is in a slot; those of makeStrange(). Blocks for some ms.
    Status make(const QString &name, Contents contents);

    /// How this card behaves from now on, whether it exists, is in, or is open already; in place of what was told
    /// before. One that a fault pulls is removed() from the event loop.
    void setFaults(const QString &name, const VirtualFaults &faults);
    VirtualFaults faults(const QString &name) const;

    /// The file of the card `name`, whether it exists or not.
    QString cardPath(const QString &name) const;

private:
    std::shared_ptr<VirtualMedium> mediumAt(const QString &path) const;
    Status checkName(const QString &name) const;
    void removeNumber(quint64 diskSeq);
    int slotOf(const QString &path) const;

    const QString m_folder;
    const qint64 m_cardSize;
    quint64 m_lastSeq = 0;
    std::vector<Slot> m_slots;
    std::shared_ptr<JobLink> m_link;
    const std::function<void(quint64)> m_onPulled; ///< from any thread
    mutable std::mutex m_mutex;      ///< guards m_media, as open() and examine() are called from jobs' threads
    mutable QHash<QString, std::shared_ptr<VirtualMedium>> m_media; ///< by path; made when first asked for
};

} // namespace coffer
