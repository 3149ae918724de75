// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace coffer {

/// Where things are, absolute. In a source tree everything is below it, as the manual has it;
/// installed, data come from /usr/share and products go below the present folder.
struct Paths
{
    QString boards; ///< cluster.toml and the boards
    QString keys;   ///< the cluster's SSH keys
    QString output; ///< build/images
    QString cache;  ///< built stages
    QString site;   ///< the site file; need not exist
    QString readers;///< file with the names of this user's readers
    QString preferences; ///< the user's, of the station
    QString journal;///< the user's record of batches
    QString helpers;///< folder of the helper programs (coffer-sandbox, coffer-native)
};

/// The default paths of this installation.
Paths defaultPaths();

} // namespace coffer
