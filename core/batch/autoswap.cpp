// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/autoswap.h"

#include <algorithm>

namespace coffer {
namespace {

/// -1: all have a card.
int firstEmptySlot(const VirtualReader &reader)
{
    for (int slot = 0; slot < reader.slotCount(); ++slot) {
        if (reader.cardIn(slot).isEmpty())
            return slot;
    }
    return -1;
}

/// Whether the batch has heard of all that is in the reader, so that what it asks for next is another card.
bool knowsAllCards(const BatchState &state, const VirtualReader &reader)
{
    const QList<Card> cards = reader.cards();
    const auto isKnown = [&](const Card &card) { return state.slots.contains(card.byId) && cardOf(state.slots[card.byId]) == card; };
    return std::ranges::all_of(cards, isKnown) && std::ranges::all_of(state.slots, [&](const SlotState &slot) { return cards.contains(cardOf(slot)); });
}

} // namespace

void swapByItself(BatchRunner &runner, VirtualReader &reader, std::function<void(const Error &)> onError)
{
    const auto follow = [&runner, &reader, onError = std::move(onError)](const BatchState &state) {
        for (const SlotState &slot : state.slots) {
            if (const auto *asking = std::get_if<Confirming>(&slot)) {
                runner.confirm(asking->card);
            } else if (const auto *ended = std::get_if<AwaitingRemoval>(&slot); ended && reader.cards().contains(ended->card)) {
                if (!ended->outcome)
                    runner.skip(ended->node.name);
                reader.remove(ended->card);
            }
        }
        const int empty = firstEmptySlot(reader);
        const Node *node = nextFree(state);
        if (!node || empty < 0 || !knowsAllCards(state, reader))
            return;
        if (const Status inserted = reader.insert(node->name, empty); !inserted) {
            runner.cancel();
            onError(inserted.error());
        }
    };
    QObject::connect(&runner, &BatchRunner::stateChanged, &reader, follow);
    QMetaObject::invokeMethod(&runner, [&runner, follow] { follow(runner.state()); }, Qt::QueuedConnection);
}

} // namespace coffer
