// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/rootfs.h"

namespace coffer {

/// What an image is made from besides the stages of its system.
struct ImageParts
{
    SystemTree system;
    PackageSet packages;  ///< all that apt resolved for it, kernel not included
    bool standIn = false; ///< whether the tools stand in for emulated programs
    qint64 epoch = 0;     ///< when it is said to be built, seconds of 1970; 0: when it is
};

/// The name of the stage below.
QString imageStageName(const Board &board);

/// Where the manifest of a board's image is.
QString manifestPath(const QString &output, const Board &board);

/// The stage that leaves a board's image in the output folder: of the head the disk image, of a compute board the root
/// file system that its nodes share; each with its map, the list of its packages and its manifest. They are 0600 where they
/// hold private keys.
Stage imageStage(const BuildContext &context, const Board &board, const ImageParts &parts);

} // namespace coffer
