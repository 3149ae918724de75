// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cards/card.h"
#include "core/cards/systemdisks.h"

struct udev_device;

namespace coffer {

/// All whole disks and slots of this machine, as udev and sysfs tell them, in the order of their
/// names. Works without a running udevd too: there are fewer properties then. Blocks for some ms.
QList<DeviceProperties> blockDevices();

/// What udev and sysfs tell of the block device node (or a link to it) at `path`.
/// Errors: NotFound (nothing there), Refused (no block device).
Result<DeviceProperties> blockDevice(const QString &path);

/// The same of a device of libudev.
DeviceProperties propertiesOf(udev_device *device);

} // namespace coffer
