// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/aptarchive.h"

#include <QByteArrayList>

namespace coffer {

/// What the coffer's own kernel is made from.
struct KernelSource
{
    QString package;       ///< Debian's, with the source and Debian's changes to it: "linux-source-6.12"
    QByteArray version;    ///< its version, "6.12.117-1"
    QByteArray sha256;     ///< of the .deb, as the signed index has it
    QByteArray compiler;   ///< the cross-compiler's own name and version
    QByteArray config;     ///< our options on top of arm64's defconfig: boards/kernel/config
    QStringList patches;   ///< our changes, in their order: boards/kernel/*.patch
    QByteArray patchHashes;///< a line of name and SHA-256 for each

    /// All that decides what comes out, for a stage's key.
    QByteArrayList inputs() const;
};

/// Reads `boards`/kernel into config, patches and patchHashes. Errors: NotFound, InvalidInput (configuration).
Status readKernelChanges(const QString &boards, KernelSource &source);

/// Resolves the newest kernel source of the suite from the lists that are there, and reads `boards`/kernel.
/// Errors: NotFound (package, compiler), those of readKernelChanges.
Result<KernelSource> findKernelSource(const AptArchive &archive, const QString &boards, Progress &progress);

} // namespace coffer
