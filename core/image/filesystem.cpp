// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/filesystem.h"

#include "core/base/format.h"
#include "core/base/result.h"

#include <QtEndian>

#include <array>
#include <memory>

#include <blkid.h>
#include <unistd.h>

namespace coffer {
namespace {

struct FreeProbe { void operator()(blkid_probe probe) const { blkid_free_probe(probe); } };
using Probe = std::unique_ptr<std::remove_pointer_t<blkid_probe>, FreeProbe>;

/// A value that the probe found, as it may be shown.
QString value(const Probe &probe, const char *name)
{
    const char *data = nullptr;
    std::size_t size = 0;
    if (blkid_probe_lookup_value(probe.get(), name, &data, &size) != 0 || size == 0)
        return {};
    return printable(QString::fromUtf8(data, qsizetype(size) - 1));
}

/// How full an ext file system is, from its superblock (Linux: Documentation/filesystems/ext4, "Super
/// Block": counts of blocks at 4 and 0x150, free ones at 0xC and 0x158, block size at 0x18).
QString useOfExt(int fd, qint64 offset, qint64 size)
{
    std::array<char, 1024> superblock;
    if (::pread(fd, superblock.data(), superblock.size(), offset + 1024) != ssize_t(superblock.size()))
        return {};
    const auto word = [&](int at) { return quint64(qFromLittleEndian<quint32>(superblock.data() + at)); };
    constexpr quint64 has64Bit = 0x80;
    const bool wide = (word(0x60) & has64Bit) != 0;
    const quint64 blocks = word(4) | (wide ? word(0x150) << 32 : 0);
    const quint64 freeBlocks = word(0xC) | (wide ? word(0x158) << 32 : 0);
    const quint64 shift = word(0x18);
    if (shift > 6 || freeBlocks > blocks || blocks > quint64(size) >> (10 + shift))
        return {};
    return tr("%1 of %2 used").arg(formatBytes(qint64((blocks - freeBlocks) << (10 + shift))), formatBytes(qint64(blocks << (10 + shift))));
}

} // namespace

QString describeFileSystem(int fd, qint64 offset, qint64 size)
{
    const Probe probe(blkid_new_probe());
    if (!probe || blkid_probe_set_device(probe.get(), fd, offset, size) != 0)
        return {};
    blkid_probe_enable_superblocks(probe.get(), 1);
    blkid_probe_set_superblocks_flags(probe.get(), BLKID_SUBLKS_TYPE | BLKID_SUBLKS_LABEL);
    if (blkid_do_safeprobe(probe.get()) != 0)
        return {};
    const QString type = value(probe, "TYPE");
    const QString label = value(probe, "LABEL");
    QString text = type;
    if (!label.isEmpty())
        text += QStringLiteral(", ") + tr("label %1").arg(label);
    if (const QString use = type.startsWith(QLatin1String("ext")) ? useOfExt(fd, offset, size) : QString(); !use.isEmpty())
        text += QStringLiteral(", ") + use;
    return text;
}

} // namespace coffer
