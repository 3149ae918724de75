// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/imagesource.h"
#include "core/flash/stretch.h"

#include <stop_token>

namespace coffer {

/// Reads an image forwards, stretch by stretch of its map, without holding it against the map's checksums. Used by one
/// thread.
class SourceReader
{
public:
    /// `source` must outlive it. Errors: NotFound, Busy; InvalidInput for an image of another size than the map tells,
    /// as far as that is known before it is read.
    static Result<std::unique_ptr<SourceReader>> open(const ImageSource &source);
    virtual ~SourceReader() = default;

    /// Fills the bytes of `piece.stretch`, which is not before one read earlier. Blocks. Errors: InvalidInput for an
    /// image that is cut off or damaged, Failed, Cancelled soon after it was asked to stop.
    virtual Status read(const ImagePiece &piece, const std::stop_token &stop) = 0;
    /// Ok when the image ends where its map says, undamaged as far as it was read. Blocks. Errors: as read().
    virtual Status finish(const std::stop_token &stop) = 0;
};

} // namespace coffer
