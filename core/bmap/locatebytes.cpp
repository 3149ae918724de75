// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bmap/locatebytes.h"

#include "core/base/files.h"
#include "core/bmap/ext4names.h"
#include "core/bmap/ext4owners.h"
#include "core/bmap/partitions.h"

#include <QFile>

#include <optional>

#include <fcntl.h>
#include <unistd.h>

namespace coffer {
namespace {

constexpr qsizetype mostNames = 3;

/// Bytes of a file or a block device; 0 when it cannot be read.
qint64 sizeOf(const QString &image)
{
    const Fd fd(::open(QFile::encodeName(image).constData(), O_RDONLY | O_CLOEXEC));
    return fd.isValid() ? std::max(qint64(::lseek(fd.get(), 0, SEEK_END)), qint64(0)) : 0;
}

QString describe(const Place &place, const Ext4Owners &owners)
{
    QStringList parts;
    if (!place.paths.isEmpty()) {
        const QString names = place.paths.join(QStringLiteral(", "));
        parts.append(owners.files.size() == 1 ? tr("file %1").arg(names) : tr("files %1").arg(names));
        if (place.morePaths > 0)
            parts.last() += tr(" and %1 more").arg(place.morePaths);
    }
    if (owners.hasJournal)
        parts.append(tr("the file system's journal"));
    if (owners.hasTables)
        parts.append(tr("the file system's own tables"));
    if (parts.isEmpty() && owners.hasFree)
        parts.append(tr("free space"));
    return parts.join(QStringLiteral(", "));
}

/// What a file system in `place` tells of `bytes`, which lie there; nothing when it is of another kind than ext4.
std::optional<Place> inFileSystem(const QString &image, const ByteRange &place, const ByteRange &bytes)
{
    const Ext4 fs = openExt4(image, place);
    if (!fs)
        return std::nullopt;
    const blk64_t first = blk64_t(bytes.offset - place.offset) / fs->blocksize;
    const blk64_t last = blk64_t(bytes.end() - 1 - place.offset) / fs->blocksize;
    // A sound one takes a step for each block and inode, and some for each name.
    Steps steps(100'000 + 4 * (qint64(ext2fs_blocks_count(fs->super)) + fs->super->s_inodes_count));
    const Ext4Owners owners = ext4Owners(fs.get(), first, last, steps);
    QList<ext2_ino_t> named;
    for (const Ext4Owners::File &file : owners.files.first(std::min(owners.files.size(), mostNames)))
        named.append(file.inode);
    Place found;
    found.paths = ext4Names(fs.get(), named, owners.directories, steps);
    found.morePaths = owners.files.size() - named.size();
    found.text = describe(found, owners);
    return found;
}

Place inPartition(const QString &image, const ImagePartition &partition, const ByteRange &bytes, const ByteRange &bootArea)
{
    Place place = inFileSystem(image, partition.bytes, bytes).value_or(Place());
    place.partition = partition.number;
    if (place.text.isEmpty() && bootArea.end() >= bytes.end())
        place.text = tr("the boot area");
    else
        place.text = place.text.isEmpty() ? tr("partition %1").arg(partition.number)
                                          : tr("partition %1, %2").arg(QString::number(partition.number), place.text);
    return place;
}

Place betweenPartitions(const ImagePartitions &partitions, const ByteRange &bytes, qint64 size)
{
    Place place;
    if (bytes.overlaps(partitions.bootArea()))
        place.text = tr("the boot area");
    else if (bytes.overlaps(partitions.tableCopy(size)))
        place.text = tr("the partition table's copy at the end");
    else
        place.text = tr("outside of all partitions");
    return place;
}

} // namespace

QList<Place> locateBytes(const QString &image, qint64 offset, qint64 length)
{
    const qint64 size = sizeOf(image);
    if (offset < 0 || length <= 0 || offset >= size)
        return {};
    const ByteRange wanted = {offset, std::min(length, size - offset)};
    const ImagePartitions partitions = readPartitions(image, size);
    if (partitions.all.isEmpty()) {
        Place place = inFileSystem(image, {0, size}, wanted).value_or(Place());
        if (place.text.isEmpty())
            place.text = tr("an unknown part of the image");
        return {place};
    }
    QList<Place> places;
    qint64 next = wanted.offset; // told of up to here
    for (const ImagePartition &partition : partitions.all) {
        const ByteRange bytes = common(partition.bytes, wanted);
        if (partition.isContainer || bytes.length == 0)
            continue;
        if (bytes.offset > next)
            places.append(betweenPartitions(partitions, {next, bytes.offset - next}, size));
        places.append(inPartition(image, partition, bytes, partitions.bootArea()));
        next = std::max(next, bytes.end());
    }
    if (next < wanted.end())
        places.append(betweenPartitions(partitions, {next, wanted.end() - next}, size));
    return places;
}

QString textOf(const QList<Place> &places)
{
    QStringList texts;
    for (const Place &place : places) {
        if (!texts.contains(place.text))
            texts.append(place.text);
    }
    return texts.join(QStringLiteral("; "));
}

} // namespace coffer
