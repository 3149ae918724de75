// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/boards/cluster.h"

#include <QString>

namespace coffer {

/// What every stage of a build works on. All paths are absolute.
struct BuildContext
{
    Cluster cluster;
    QString cacheFolder;   ///< finished stages and downloads; may be shared by several clusters
    QString outputFolder;  ///< build/images: products appear in <board>/ and kernel/
    QString keysFolder;    ///< the cluster's SSH keys
    QString helpersFolder; ///< where coffer-sandbox and coffer-native are
    QString proxy = {};    ///< address through which packages are loaded; empty: as this machine's apt does
};

} // namespace coffer
