// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bmap/bmap.h"
#include "core/bmap/imagereader.h"
#include "core/bmap/stretches.h"

#include <span>
#include <stop_token>

namespace coffer {

/// The ranges that the `stretches` of an image give a map, with their checksums: needed blocks, and of the others
/// those that are not zeros. `buffer` is for use in it, whole blocks of `map`. Ends early when asked to stop.
/// Errors: Failed. Blocks.
Result<QList<BmapRange>> hashStretches(const ImageReader &image, const QList<MapStretch> &stretches, const Bmap &map,
                                       std::span<char> buffer, const std::stop_token &stop);

} // namespace coffer
