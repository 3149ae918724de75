// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

namespace coffer {

/// To what of a disk image some of its bytes belong.
struct Place
{
    int partition = 0;    ///< its number in the partition table; 0 outside of partitions, or without a table
    QStringList paths;    ///< the first files there, three at most, in the order of their place; safe to show
    qint64 morePaths = 0; ///< how many files are there besides
    QString text;         ///< for people: "partition 2, file /usr/lib/libc.so.6"
};

/// Where `length` bytes from `offset` on of a disk image belong, by its partition table and, for ext2, ext3 and ext4,
/// its file systems: files, the file system's own tables, its journal, free space. One place for each partition and
/// for what is between them, in their order. `image` is a file or a block device and is only read. Of a damaged image
/// it tells what it can; empty when it cannot be read or the bytes are not in it.
/// Blocks: reads all inodes of the file system and, to find the names, its directories; about a second for each million of files.
QList<Place> locateBytes(const QString &image, qint64 offset, qint64 length);

/// The places for people, in one line.
QString textOf(const QList<Place> &places);

} // namespace coffer
