// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace coffer {

/// All of a stretch of an open card or file, bytes; nothing when it cannot be read or ends before. Blocks.
std::optional<QByteArray> readAt(int fd, qint64 offset, qint64 length);

} // namespace coffer
