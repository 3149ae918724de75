// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/build/context.h"

#include <QStringList>

namespace coffer {

/// The folder of a board's products below `output` (build/images).
QString productFolder(const QString &output, const QString &boardId);

/// The disk image of a node: of the head "<board>-disk.img", of a compute node "<node>.img".
QString nodeImagePath(const QString &output, const Node &node);

/// Builds what belongs to `board` into the output folder, and the kernel packages into kernel/ beside
/// it: boot loader, root file system, and the cards' images with their maps (of a compute board, one a
/// node). What has not changed is not made again. A second build with the same cache waits for the first.
/// Returns the products' paths. Blocks for minutes. Errors: those of the stages, Refused when a key is
/// missing, Cancelled.
Result<QStringList> buildProducts(const BuildContext &context, const Board &board, Progress &progress);

} // namespace coffer
