// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/contents.h"

#include "core/base/files.h"
#include "core/base/format.h"
#include "core/base/overloaded.h"
#include "core/cards/filesystemuse.h"
#include "core/cards/readat.h"

#include <QLocale>
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

/// "ext4 root (1.2 GiB used)" for the file system at a place of the card; empty when there is none.
QString fileSystemAt(int fd, qint64 offset, qint64 size)
{
    const Probe probe(size > 0 ? blkid_new_probe() : nullptr); // 0 would mean all the rest
    if (!probe || blkid_probe_set_device(probe.get(), fd, offset, size) != 0)
        return {};
    blkid_probe_enable_superblocks(probe.get(), 1);
    blkid_probe_set_superblocks_flags(probe.get(), BLKID_SUBLKS_TYPE | BLKID_SUBLKS_LABEL);
    if (blkid_do_safeprobe(probe.get()) != 0)
        return {};
    const QString type = value(probe.get(), "TYPE");
    const QString name = (fileSystemName(type) + u' ' + value(probe.get(), "LABEL")).trimmed();
    const std::optional<qint64> used = usedBytes(fd, type, offset, size);
    return used ? tr("%1 (%2 used)").arg(name, formatBytes(*used)) : name;
}

/// "2 partitions: FAT PHOTOS (12.0 GiB used), ext4 root"; empty when there is no partition table.
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

/// Whether it is nothing but zeros or nothing but ones.
bool isErased(const QByteArray &data)
{
    const bool isUniform = std::ranges::all_of(data, [&](char byte) { return byte == data.front(); });
    return isUniform && (data.isEmpty() || data.front() == '\0' || data.front() == '\xff');
}

/// What our program wrote on it of itself.
std::optional<CardMarker> markerOn(int fd)
{
    const std::optional<QByteArray> start = readAt(fd, 0, markerReach);
    return start ? parseMarker(*start) : std::nullopt;
}

/// Whether both ends and samples between are erased; nothing when it cannot be read.
std::optional<bool> isBlank(int fd, qint64 size)
{
    std::vector<std::pair<qint64, qint64>> places = {{0, std::min(edge, size)},
                                                     {std::max(qint64(0), size - edge), std::min(edge, size)}};
    for (int i = 1; i <= samples && size > sample; ++i)
        places.emplace_back((size - sample) / (samples + 1) * i, sample);
    for (const auto &[offset, length] : places) {
        const std::optional<QByteArray> data = readAt(fd, offset, length);
        if (!data)
            return {};
        if (!isErased(*data))
            return false;
    }
    return true;
}

} // namespace

CardContents readContents(int fd)
{
    const qint64 size = ::lseek(fd, 0, SEEK_END);
    if (size < 0)
        return UnreadableCard{tr("It cannot be read: %1.").arg(systemError(errno))};
    const std::optional<bool> blank = isBlank(fd, size);
    if (!blank)
        return UnreadableCard{tr("It cannot be read; put it in again, or take another card.")};
    if (const std::optional<CardMarker> marker = markerOn(fd))
        return MarkedCard{*marker};
    if (const QString partitions = partitionsOf(fd); !partitions.isEmpty())
        return ForeignCard{partitions};
    if (const QString fileSystem = fileSystemAt(fd, 0, size); !fileSystem.isEmpty())
        return ForeignCard{tr("%1, no partitions").arg(fileSystem)};
    return *blank ? CardContents(BlankCard{}) : CardContents(ForeignCard{tr("data of an unknown kind"), false});
}

QString describe(const CardContents &contents)
{
    return std::visit(Overloaded{
                          [](const BlankCard &) { return tr("blank"); },
                          [](const MarkedCard &card) {
                              const CardMarker &marker = card.marker;
                              return tr("%1 of %2, written on %3").arg(marker.node, marker.cluster,
                                                                        QLocale().toString(marker.written.toLocalTime(), QLocale::ShortFormat));
                          },
                          [](const ForeignCard &card) { return card.description; },
                          [](const UnreadableCard &card) { return tr("unknown: %1").arg(card.why); },
                      },
                      contents);
}

} // namespace coffer
