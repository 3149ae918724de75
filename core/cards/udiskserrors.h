// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <chrono>

namespace coffer {

/// What UDisks is asked for, and of which device node.
struct UDisksTask
{
    enum class Kind { Open, Unmount };
    Kind kind = Kind::Open;
    QString devNode;
};

/// There is no system bus to reach UDisks by.
tl::unexpected<Error> noSystemBus(const UDisksTask &task);

/// UDisks does not answer even what takes no permission.
tl::unexpected<Error> silentUDisks(const UDisksTask &task);

/// No answer came for so long: polkit asked a person, and nobody answered.
tl::unexpected<Error> noPermission(const UDisksTask &task, std::chrono::milliseconds patience);

/// UDisks has no such call: it is older than 2.7.3.
tl::unexpected<Error> tooOldUDisks(const UDisksTask &task);

/// The D-Bus error `name` with UDisks' own words `text`, for the operator. Blocks for some ms.
tl::unexpected<Error> udisksError(const UDisksTask &task, const QString &name, const QString &text);

} // namespace coffer
