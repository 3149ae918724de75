// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cards/virtualcard.h"

#include <QStringList>

namespace coffer {

// What single words of a reader's script mean. Errors: InvalidInput with what is allowed, without file, line and stop.

/// A mistake of the script.
tl::unexpected<Error> wrong(const QString &what);
/// Words of the file for a message: quoted, short and printable.
QString shown(const QString &word);
QString shown(const QStringList &words);

/// A card's or node's name.
Result<QString> nameOf(const QString &word);
/// "512KiB" in bytes.
Result<qint64> sizeOf(const QString &word);
/// A size that a card may have.
Result<qint64> cardSizeOf(const QString &word);
/// From 1 to `most`, as for slots.
Result<int> numberOf(const QString &word, int most);
/// "slow 2MiB/s, pull-after 3MiB", or "sound".
Result<VirtualFaults> faultsOf(const QString &words);

} // namespace coffer
