// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/paths.h"
#include "core/batch/batchrunner.h"
#include "core/boards/site.h"
#include "core/build/context.h"

namespace coffer {

/// What a build of this cluster works on, with these paths.
BuildContext buildContext(const Cluster &cluster, const Paths &paths);

/// Finds the head's built image, or makes the image of a compute node, which takes milliseconds.
/// Errors: NotFound with the command that builds what is missing.
ImageForNode imageMaker(const Cluster &cluster, const Paths &paths);

/// How cards are flashed: verified, and images that were checked once are remembered.
FlashOptions flashOptions(const Paths &paths);

/// The site file; where there is none, what holds without one. Errors: those of loadSite().
Result<Site> siteOf(const Paths &paths);

/// Which cards this site allows.
CardRules cardRules(const Site &site);

/// The real readers, with their names, by the site's rules. Errors: those of watchReaders().
Result<std::unique_ptr<CardSource>> realReaders(const Site &site, const Paths &paths);

/// Size of the virtual reader's cards: enough for every image of the cluster. Bytes.
qint64 virtualCardSize(const Cluster &cluster, const Paths &paths);

} // namespace coffer
