// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/ubootsource.h"

namespace coffer {

/// What a boot loader was made from.
struct SourceOffer
{
    const Board &board;
    const BootLoaderParts &parts;
    QString partsFolder;
    QList<SourcePatch> patches;
    QByteArray config;   ///< U-Boot's .config
    QString source;      ///< U-Boot's unpacked source
};

/// Puts beside a boot loader in `folder` what its licences ask for (U-Boot: GPL-2, the trusted firmware:
/// BSD-3-clause): both licence texts, and u-boot-source.tar with Debian's tarballs, our patches, the
/// configuration and how to build it. 33 MB, so that whoever hands a card on has the source to give.
Status writeSourceOffer(const SourceOffer &offer, const QString &folder, Progress &progress);

} // namespace coffer
