// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/packageset.h"

namespace coffer {

/// What an image consists of.
struct Manifest
{
    QString image;       ///< its file's name
    QByteArray sha256;   ///< of the image, in hex
    QMap<QString, QByteArray> parts; ///< SHA-256 in hex of what it is made of besides packages, by file name: boot loader, map
    QByteArray installed;///< "name version architecture source" a line, as dpkg lists what is installed
    PackageSet packages; ///< with their checksums
    qint64 epoch = 0;    ///< when it is said to be built, seconds of 1970
};

/// The manifest as SPDX 2.3 in JSON (spdx.github.io/spdx-spec/v2.3): the image, which contains packages with version and,
/// where it is known, the checksum of the .deb. The same image gives the same bytes.
QByteArray formatManifest(const Manifest &manifest);

/// When the image of a manifest is said to be built, seconds of 1970; 0 when the text is none of ours.
qint64 epochOf(const QByteArray &manifest);

} // namespace coffer
