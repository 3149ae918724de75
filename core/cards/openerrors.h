// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

namespace coffer {

/// The medium that was meant is not there any more.
tl::unexpected<Error> cardGone(const QString &devNode);

/// Another program or a mount holds the device; says where it is mounted, if so. Blocks for some ms.
tl::unexpected<Error> cardBusy(const QString &devNode);

/// Why a device node did not open: the system's error number in words for the operator. Blocks for some ms.
tl::unexpected<Error> openError(const QString &devNode, int number);

} // namespace coffer
