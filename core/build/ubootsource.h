// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/aptarchive.h"
#include "core/build/stage.h"

namespace coffer {

/// A file as the archive's signed index has it.
struct ArchiveFile
{
    QString name;
    QByteArray sha256; ///< hex
};

/// What boot loaders are made from, as apt resolves it from the lists that it has: U-Boot's source,
/// the package with the trusted firmware, and the source of that.
struct BootLoaderParts
{
    QString version; ///< of U-Boot, e.g. "2025.01-3+deb13u1"
    QList<ArchiveFile> files;
};

/// Asks apt (see askApt()). Errors: NotFound when the suite has no such package.
Result<BootLoaderParts> resolveBootLoaderParts(const AptArchive &archive, Progress &progress);

/// The files in the lines of "apt-get --print-uris": 'address' name size SHA256:digest.
QList<ArchiveFile> parseUris(const QByteArray &lines);

/// The name of the stage below.
inline const QString bootLoaderSource = QStringLiteral("u-boot-source");

/// The stage, one for all boards, whose folder holds the tarballs of U-Boot's source and in
/// `firmwareFolder` the unpacked package arm-trusted-firmware.
Stage bootLoaderPartsStage(const AptArchive &archive, const BootLoaderParts &parts);

inline const QString firmwareFolder = QStringLiteral("arm-trusted-firmware");

/// A change of ours to U-Boot.
struct SourcePatch
{
    QString name; ///< path below boards/, e.g. "nanopi-m4/u-boot/sd-speed.patch"
    QByteArray text;
};

/// Unpacks U-Boot's source from the parts' folder into `folder`, applies Debian's patches, then `patches`
/// in their order. Errors: InvalidInput with the patch and U-Boot's version, when one does not fit exactly.
Status unpackUBoot(const QString &partsFolder, const QString &version, const QList<SourcePatch> &patches,
                   const QString &folder, Progress &progress);

} // namespace coffer
