// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/loadaddresses.h"

#include <QStringList>
#include <QtEndian>

#include <algorithm>

namespace coffer {
namespace {

constexpr quint64 kernelAlignment = 2 << 20;
constexpr quint64 largestDeviceTree = 2 << 20; ///< booting.rst, "Setup the device tree"
constexpr quint64 deviceTreeRoom = 0x3000;     ///< U-Boot adds its own nodes (CONFIG_SYS_FDT_PAD)
constexpr quint64 largestImage = quint64(1) << 32; ///< what is larger is a lie of the header

/// Memory that something takes.
struct Region
{
    QString what;  ///< "the kernel"
    QString place; ///< "kernel_addr_r 0x2080000"
    quint64 start;
    quint64 bytes;

    quint64 end() const { return start + bytes; }
};

QString hex(quint64 address)
{
    return QStringLiteral("0x") + QString::number(address, 16).rightJustified(8, u'0');
}

quint64 alignUp(quint64 address, quint64 unit)
{
    return (address + unit - 1) / unit * unit;
}

/// The address in a variable; U-Boot takes all numbers as hexadecimal.
Result<quint64> addressIn(const Environment &variables, const QString &name)
{
    const QString text = variables.value(name);
    if (text.isEmpty())
        return fail(Errc::InvalidInput, tr("The boot environment has no %1; set it in [environment] of board.toml.").arg(name));
    bool right = false;
    const quint64 address = text.toULongLong(&right, 16);
    if (!right || address > quint64(1) << 48)
        return fail(Errc::InvalidInput, tr("%1 in the boot environment is \"%2\", which is no address; set it in [environment] of board.toml.").arg(name, text));
    return address;
}

/// Where booti has the kernel run (U-Boot's arch/arm/lib/image.c, booti_setup).
quint64 runAddress(const KernelHeader &kernel, quint64 loaded, const MemoryRange &memory)
{
    const quint64 base = kernel.runsAnywhere ? loaded - kernel.textOffset : memory.start;
    return alignUp(base, kernelAlignment) + kernel.textOffset;
}

/// The kernel where it is loaded and where it runs: one region where these touch, two otherwise.
QList<Region> kernelRegions(const BootFiles &files, quint64 loaded, const MemoryRange &memory)
{
    const QString place = QStringLiteral("kernel_addr_r %1").arg(hex(loaded));
    const Region asLoaded{tr("the kernel"), place, loaded, quint64(files.kernelSize)};
    const quint64 runs = runAddress(files.kernel, loaded, memory);
    const Region asRun{tr("the kernel, which booti moves,"), hex(runs), runs, std::max(files.kernel.imageSize, asLoaded.bytes)};
    if (asRun.start > asLoaded.end() || asRun.end() < asLoaded.start)
        return {asLoaded, asRun};
    if (asRun.start < asLoaded.start)
        return {{asLoaded.what, asRun.place, asRun.start, std::max(asLoaded.end(), asRun.end()) - asRun.start}};
    return {{asLoaded.what, place, loaded, std::max(asLoaded.end(), asRun.end()) - loaded}};
}

QString sentence(QString text)
{
    text[0] = text[0].toUpper();
    return text;
}

/// Every conflict between the regions, in words.
QStringList conflicts(QList<Region> regions, const MemoryRange &memory)
{
    std::sort(regions.begin(), regions.end(), [](const Region &one, const Region &other) { return one.start < other.start; });
    QStringList problems;
    for (auto region = regions.cbegin(); region != regions.cend(); ++region) {
        if (region->start < memory.start || region->end() > memory.end)
            problems += sentence(tr("%1 needs %2 bytes from %3, but the memory goes from %4 to %5.")
                                     .arg(region->what).arg(region->bytes).arg(region->place, hex(memory.start), hex(memory.end)));
        for (auto next = region + 1; next != regions.cend(); ++next) {
            if (next->start < region->end())
                problems += sentence(tr("%1 needs %2 bytes from %3, but %4 is only %5 bytes after it (%6).")
                                         .arg(region->what).arg(region->bytes).arg(region->place, next->place).arg(next->start - region->start).arg(next->what));
        }
    }
    return problems;
}

} // namespace

Result<KernelHeader> readKernelHeader(QByteArrayView kernel)
{
    constexpr qsizetype headerSize = 64;
    constexpr qsizetype magicAt = 56;
    if (kernel.size() < headerSize || kernel.sliced(magicAt, 4) != QByteArrayView("ARM\x64", 4))
        return fail(Errc::InvalidInput, tr("The kernel is not a plain arm64 Image, which U-Boot's booti starts; take another kernel."));
    KernelHeader header;
    header.textOffset = qFromLittleEndian<quint64>(kernel.data() + 8);
    header.imageSize = qFromLittleEndian<quint64>(kernel.data() + 16);
    header.runsAnywhere = (qFromLittleEndian<quint64>(kernel.data() + 24) & 8) != 0;
    if (header.imageSize == 0 || header.imageSize > largestImage || header.textOffset >= kernelAlignment)
        return fail(Errc::InvalidInput, tr("The kernel's header does not say how large it is; take one of Linux 3.17 or later."));
    return header;
}

Status checkLoadAddresses(const Environment &variables, const BootFiles &files, const MemoryRange &memory)
{
    const QString fdt = QStringLiteral("fdt_addr_r");
    const Result<quint64> kernel = addressIn(variables, QStringLiteral("kernel_addr_r"));
    if (!kernel)
        return passOn(kernel);
    if (*kernel < files.kernel.textOffset)
        return fail(Errc::InvalidInput, tr("kernel_addr_r %1 is too low for this kernel; set it in [environment] of board.toml.").arg(hex(*kernel)));
    QList<Region> regions = kernelRegions(files, *kernel, memory);
    QStringList problems;
    if (files.ramdiskSize > 0) {
        const Result<quint64> ramdisk = addressIn(variables, QStringLiteral("ramdisk_addr_r"));
        if (!ramdisk)
            return passOn(ramdisk);
        regions.append({tr("the initial RAM disk"), QStringLiteral("ramdisk_addr_r %1").arg(hex(*ramdisk)), *ramdisk, quint64(files.ramdiskSize)});
    }
    if (files.deviceTreeSize > 0) {
        const Result<quint64> tree = addressIn(variables, fdt);
        if (!tree)
            return passOn(tree);
        regions.append({tr("the device tree"), QStringLiteral("%1 %2").arg(fdt, hex(*tree)), *tree, quint64(files.deviceTreeSize) + deviceTreeRoom});
        if (*tree % 8 != 0)
            problems += tr("The device tree must lie on a multiple of 8, but fdt_addr_r is %1.").arg(hex(*tree));
        if (quint64(files.deviceTreeSize) > largestDeviceTree)
            problems += tr("The device tree has %1 bytes, but a kernel takes %2 at most.").arg(files.deviceTreeSize).arg(largestDeviceTree);
    }
    problems += conflicts(regions, memory);
    if (problems.isEmpty())
        return ok();
    return fail(Errc::InvalidInput, tr("%1 Change the load addresses in [environment] of board.toml.").arg(problems.join(u' ')));
}

} // namespace coffer
