// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/imagesource.h"

namespace coffer {

/// To what of the image these bytes belong, in words: partition and files. What is compressed is not looked into. Blocks.
QString describePlace(const ImageSource &image, qint64 first, qint64 last);

} // namespace coffer
