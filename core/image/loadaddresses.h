// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/environment.h"

#include <QByteArrayView>

namespace coffer {

/// What the header of an arm64 kernel says (Linux' Documentation/arch/arm64/booting.rst).
struct KernelHeader
{
    quint64 imageSize = 0;  ///< bytes that it takes where it runs, what it clears for itself (BSS) included
    quint64 textOffset = 0; ///< bytes from a 2 MiB boundary to where it must lie
    bool runsAnywhere = false; ///< false: only at the memory's start
};

/// Reads the header: the file's first 64 bytes are enough. Errors: InvalidInput for what is no plain arm64
/// kernel (a compressed one too: neither its size nor its place can be told).
Result<KernelHeader> readKernelHeader(QByteArrayView kernel);

/// What a boot loader loads. Sizes in bytes.
struct BootFiles
{
    KernelHeader kernel;
    qint64 kernelSize = 0;     ///< of the file
    qint64 ramdiskSize = 0;    ///< 0: none is loaded
    qint64 deviceTreeSize = 0; ///< 0: none is loaded
};

/// Memory that U-Boot may load into. Bytes; `end` is behind the last one.
struct MemoryRange
{
    quint64 start = 0;
    quint64 end = 0;
};

/// Whether kernel, initial RAM disk and device tree have room at kernel_addr_r, ramdisk_addr_r and fdt_addr_r,
/// where they are loaded as well as where U-Boot's booti moves the kernel before it starts it. Pure.
/// Errors: InvalidInput with every conflict: names, addresses, bytes, and what to change.
Status checkLoadAddresses(const Environment &variables, const BootFiles &files, const MemoryRange &memory);

} // namespace coffer
