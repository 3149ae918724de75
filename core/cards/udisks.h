// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/progress.h"
#include "core/cards/card.h"

#include <chrono>

namespace coffer {

/// How long a person may take to answer when polkit asks.
constexpr std::chrono::minutes patienceWithPeople(5);

/// Opens a block device as UDisks (2.7.3 or newer, over the system bus) does it for users: it asks
/// polkit, which may ask a person. `flags` are those of open(2): O_RDWR or O_RDONLY, and O_EXCL,
/// O_DIRECT, O_CLOEXEC as wanted. Blocks until there is an answer; ends within 100 ms of a cancel, and
/// a descriptor that comes later is closed. Any thread may call it: the calling thread's events go on.
/// Errors, each with its sentence: Refused (not permitted, write-protected), Busy, CardGone, Cancelled,
/// NotFound (no UDisks), Failed (nobody answered in time; all else).
Result<Fd> openThroughUDisks(const QString &devNode, int flags, const CancelToken &cancel,
                             std::chrono::milliseconds patience = patienceWithPeople);

/// Afterwards nothing of the card is mounted: what a desktop has mounted (below /media, /run/media),
/// UDisks has unmounted, never by force. A device that this machine needs (other mounts, swap, an
/// unlocked LUKS) is Refused and not touched. Else as above; without UDisks what is mounted is Busy.
Status unmountThroughUDisks(const DeviceProperties &device, const CancelToken &cancel,
                            std::chrono::milliseconds patience = patienceWithPeople);

} // namespace coffer
