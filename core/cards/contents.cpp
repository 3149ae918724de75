// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/contents.h"

#include "core/base/files.h"
#include "core/base/format.h"

#include <QFile>
#include <QStringList>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <optional>
#include <vector>

#include <blkid.h>
#include <fcntl.h>
#include <unistd.h>

namespace coffer {
namespace {

constexpr qint64 edge = 1 << 20;  // looked at in full at both ends
constexpr qint64 sample = 64 << 10;
constexpr int samples = 16;
constexpr int namedPartitions = 8;
constexpr qint64 blkidSector = 512; // libblkid's unit of partition places

struct FreeProbe { void operator()(blkid_struct_probe *probe) const { blkid_free_probe(probe); } };
using Probe = std::unique_ptr<blkid_struct_probe, FreeProbe>;

QString value(blkid_probe probe, const char *name)
{
    const char *text = nullptr;
    if (blkid_probe_lookup_value(probe, name, &text, nullptr) != 0)
        return {};
    return printable(QString::fromUtf8(text).left(32)).trimmed();
}

QString fileSystemName(const QString &type)
{
    if (type == QLatin1String("vfat"))
        return QStringLiteral("FAT");
    if (type == QLatin1String("exfat"))
        return QStringLiteral("exFAT");
    if (type == QLatin1String("ntfs"))
        return QStringLiteral("NTFS");
    return type;
}

/// "ext4 root" for the file system at a place of the card; empty when there is none.
QString fileSystemAt(int fd, qint64 offset, qint64 size)
{
    const Probe probe(size > 0 ? blkid_new_probe() : nullptr); // 0 would mean all the rest
    if (!probe || blkid_probe_set_device(probe.get(), fd, offset, size) != 0)
        return {};
    blkid_probe_enable_superblocks(probe.get(), 1);
    blkid_probe_set_superblocks_flags(probe.get(), BLKID_SUBLKS_TYPE | BLKID_SUBLKS_LABEL);
    if (blkid_do_safeprobe(probe.get()) != 0)
        return {};
    return (fileSystemName(value(probe.get(), "TYPE")) + u' ' + value(probe.get(), "LABEL")).trimmed();
}

/// "2 partitions: FAT PHOTOS, ext4 root"; empty when there is no partition table.
QString partitionsOf(int fd)
{
    const Probe probe(blkid_new_probe());
    if (!probe || blkid_probe_set_device(probe.get(), fd, 0, 0) != 0)
        return {};
    blkid_probe_enable_superblocks(probe.get(), 0);
    blkid_probe_enable_partitions(probe.get(), 1);
    if (blkid_do_fullprobe(probe.get()) != 0)
        return {};
    blkid_partlist list = blkid_probe_get_partitions(probe.get());
    if (!list)
        return {};
    const int count = blkid_partlist_numof_partitions(list);
    if (count <= 0)
        return tr("an empty partition table");
    QStringList names;
    for (int i = 0; i < std::min(count, namedPartitions); ++i) {
        blkid_partition part = blkid_partlist_get_partition(list, i);
        const QString name = fileSystemAt(fd, blkid_partition_get_start(part) * blkidSector,
                                          blkid_partition_get_size(part) * blkidSector);
        names += name.isEmpty() ? tr("no file system") : name;
    }
    if (count > namedPartitions)
        names += QStringLiteral("…");
    return (count == 1 ? tr("1 partition: %1") : tr("%1 partitions: %2").arg(count)).arg(names.join(QStringLiteral(", ")));
}

/// Whether a stretch holds nothing but zeros or nothing but ones.
std::optional<bool> isErased(int fd, qint64 offset, qint64 length)
{
    std::vector<unsigned char> data(std::size_t(length), 0);
    for (std::size_t done = 0; done < data.size();) {
        const ssize_t got = ::pread(fd, data.data() + done, data.size() - done, off_t(offset) + off_t(done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return {};
        done += std::size_t(got);
    }
    const bool isUniform = std::ranges::all_of(data, [&](unsigned char byte) { return byte == data.front(); });
    return isUniform && (data.empty() || data.front() == 0 || data.front() == 0xff);
}

/// Whether both ends and samples between are erased; nothing when it cannot be read.
std::optional<bool> isBlank(int fd, qint64 size)
{
    std::vector<std::pair<qint64, qint64>> places = {{0, std::min(edge, size)},
                                                     {std::max(qint64(0), size - edge), std::min(edge, size)}};
    for (int i = 1; i <= samples && size > sample; ++i)
        places.emplace_back((size - sample) / (samples + 1) * i, sample);
    for (const auto &[offset, length] : places) {
        if (const std::optional<bool> erased = isErased(fd, offset, length); !erased || !*erased)
            return erased;
    }
    return true;
}

} // namespace

CardContents readContents(int fd)
{
    const qint64 size = ::lseek(fd, 0, SEEK_END);
    if (size < 0)
        return {tr("unknown: %1").arg(systemError(errno)), false};
    const std::optional<bool> blank = isBlank(fd, size);
    if (!blank)
        return {tr("unknown: it cannot be read"), false};
    if (const QString partitions = partitionsOf(fd); !partitions.isEmpty())
        return {partitions, false};
    if (const QString fileSystem = fileSystemAt(fd, 0, size); !fileSystem.isEmpty())
        return {tr("%1, no partitions").arg(fileSystem), false};
    return *blank ? CardContents{tr("blank"), true} : CardContents{tr("data of an unknown kind"), false};
}

QString describeContents(const QString &path)
{
    const Fd fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    return fd.isValid() ? readContents(fd.get()).text : tr("unknown: %1").arg(systemError(errno));
}

} // namespace coffer
