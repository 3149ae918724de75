// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/room.h"

#include "core/base/format.h"
#include "core/base/alignedbuffer.h"

namespace coffer {

Status checkRoom(const Bmap &map, const BlockTarget &card)
{
    if (roundUp(map.imageSize, card.blockSize()) > card.size())
        return fail(Errc::CardTooSmall,
                    tr("%1 has %2, the image needs %3; take a larger card.")
                        .arg(card.name(), formatBytes(card.size()), formatBytes(map.imageSize)));
    return ok();
}

} // namespace coffer
