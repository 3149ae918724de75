// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace coffer {

/// The machine's readers, for QEMU's command line, with empty slots. Ids: "slot" (a reader of one slot), "multi0" to
/// "multi2" (one of three slots), "sd" (a built-in SD slot).
QStringList readerArguments();

/// Disks that are no cards: a virtio, a SATA, an IDE, an NVMe and a USB hard disk, "<name>.disk" in `folder`.
QStringList bystanderArguments(const QString &folder);
extern const QStringList bystanders; ///< their names
/// A line for the machine's shell, as root: one of them is mounted, one is below a device-mapper volume, and there is a loop.
extern const char *const bystanderUse;

} // namespace coffer
