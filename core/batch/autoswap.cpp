// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/autoswap.h"

namespace coffer {

void swapByItself(BatchRunner &runner, VirtualReader &reader, std::function<void(const Error &)> onError)
{
    const auto follow = [&runner, &reader, onError = std::move(onError)](const BatchState &state) {
        if (const auto *awaiting = std::get_if<AwaitingCard>(&state)) {
            if (const Status inserted = reader.insert(awaiting->node.name); !inserted) {
                runner.cancel();
                onError(inserted.error());
            }
        } else if (std::holds_alternative<Confirming>(state)) {
            runner.confirm();
        } else if (const auto *removal = std::get_if<AwaitingRemoval>(&state)) {
            const Node *open = runner.plan().nextOpen();
            if (open && open->name == removal->node.name) // it has failed
                runner.skip();
            reader.remove(removal->card);
        }
    };
    QObject::connect(&runner, &BatchRunner::stateChanged, &reader, follow);
}

} // namespace coffer
