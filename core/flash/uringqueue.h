// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/carddescriptor.h"
#include "core/flash/ioqueue.h"

namespace coffer {

/// A queue by io_uring (io_uring(7), Linux 5.11 and newer) for a card opened with O_DIRECT, whose pages the kernel holds
/// while a request is under way. Null where the kernel or a sandbox forbids it.
std::unique_ptr<IoQueue> makeUringQueue(std::shared_ptr<const CardDescriptor> card);

} // namespace coffer
