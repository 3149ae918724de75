// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libudev.h>

#include <memory>

namespace coffer {

struct UdevUnref
{
    void operator()(udev *handle) const { udev_unref(handle); }
    void operator()(udev_device *handle) const { udev_device_unref(handle); }
    void operator()(udev_enumerate *handle) const { udev_enumerate_unref(handle); }
    void operator()(udev_monitor *handle) const { udev_monitor_unref(handle); }
};

using UdevHandle = std::unique_ptr<udev, UdevUnref>;
using UdevDevice = std::unique_ptr<udev_device, UdevUnref>;
using UdevEnumerate = std::unique_ptr<udev_enumerate, UdevUnref>;
using UdevMonitor = std::unique_ptr<udev_monitor, UdevUnref>;

} // namespace coffer
