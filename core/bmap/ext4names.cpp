// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bmap/ext4names.h"

#include "core/base/format.h"
#include "core/base/result.h"

#include <QHash>
#include <QtEndian>

#include <cstring>
#include <functional>

namespace coffer {
namespace {

constexpr int mostLevels = 256;
constexpr qsizetype entryHead = 8; ///< inode, length of the entry, of the name, type (Linux: Documentation/filesystems/ext4, "Linked Directories")

struct Entry
{
    ext2_ino_t inode;
    QByteArray name;
};

/// Sees an entry; false when it wants no more.
using SeeEntry = std::function<bool(const Entry &entry)>;

struct Walk
{
    const SeeEntry &see;
    Steps &steps;
    QByteArray block;
};

int walkBlock(ext2_filsys fs, blk64_t *number, e2_blkcnt_t count, blk64_t, int, void *data)
{
    Walk &walk = *static_cast<Walk *>(data);
    if (!walk.steps.take())
        return BLOCK_ABORT;
    if (count < 0 || *number >= ext2fs_blocks_count(fs->super)
        || io_channel_read_blk64(fs->io, *number, 1, walk.block.data()) != 0)
        return 0;
    for (qsizetype at = 0; at + entryHead <= walk.block.size();) {
        const char *entry = walk.block.constData() + at;
        const ext2_ino_t inode = qFromLittleEndian<quint32>(entry);
        const qsizetype nameLength = quint8(entry[6]);
        unsigned int length = 0;
        ext2_dir_entry head = {};
        std::memcpy(&head, entry, entryHead);
        if (ext2fs_get_rec_len(fs, &head, &length) != 0 || length < entryHead || at + qsizetype(length) > walk.block.size()
            || entryHead + nameLength > qsizetype(length) || !walk.steps.take())
            break;
        if (inode != 0 && !walk.see({inode, QByteArray(entry + entryHead, nameLength)}))
            return BLOCK_ABORT;
        at += length;
    }
    return 0;
}

void seeEntries(ext2_filsys fs, ext2_ino_t directory, const SeeEntry &see, Steps &steps)
{
    Walk walk = {see, steps, QByteArray(fs->blocksize, '\0')};
    ext2_inode contents = {};
    if (ext2fs_read_inode(fs, directory, &contents) == 0 && LINUX_S_ISDIR(contents.i_mode)
        && ext2fs_inode_has_valid_blocks2(fs, &contents))
        ext2fs_block_iterate3(fs, directory, BLOCK_FLAG_READ_ONLY, nullptr, walkBlock, &walk);
}

bool isDots(const QByteArray &name)
{
    return name == "." || name == "..";
}

/// The path of a directory, with a slash at the end; null when it has none up to the root.
QString directoryPath(ext2_filsys fs, ext2_ino_t directory, Steps &steps)
{
    QByteArray path = "/";
    for (int level = 0; directory != EXT2_ROOT_INO; ++level) {
        ext2_ino_t parent = 0;
        seeEntries(fs, directory, [&](const Entry &entry) {
            if (entry.name == "..")
                parent = entry.inode;
            return parent == 0;
        }, steps);
        QByteArray name;
        if (parent != 0 && level < mostLevels) {
            seeEntries(fs, parent, [&](const Entry &entry) {
                if (entry.inode == directory && !isDots(entry.name))
                    name = entry.name;
                return name.isEmpty();
            }, steps);
        }
        if (name.isEmpty())
            return {};
        path.prepend('/' + name);
        directory = parent;
    }
    return QString::fromUtf8(path);
}

bool isDirectory(ext2_filsys fs, ext2_ino_t inode)
{
    ext2_inode contents = {};
    return ext2fs_read_inode(fs, inode, &contents) == 0 && LINUX_S_ISDIR(contents.i_mode);
}

} // namespace

QStringList ext4Names(ext2_filsys fs, const QList<ext2_ino_t> &inodes, const QList<ext2_ino_t> &directories, Steps &steps)
{
    QHash<ext2_ino_t, QString> paths;
    for (const ext2_ino_t inode : inodes) {
        if (isDirectory(fs, inode))
            paths.insert(inode, directoryPath(fs, inode, steps));
    }
    for (const ext2_ino_t directory : directories) {
        QList<Entry> found;
        seeEntries(fs, directory, [&](const Entry &entry) {
            if (inodes.contains(entry.inode) && !paths.contains(entry.inode) && !isDots(entry.name))
                found.append(entry);
            return true;
        }, steps);
        for (const Entry &entry : std::as_const(found)) {
            const QString folder = directoryPath(fs, directory, steps);
            if (!folder.isEmpty() && !paths.contains(entry.inode))
                paths.insert(entry.inode, folder + QString::fromUtf8(entry.name));
        }
        if (paths.size() == inodes.size())
            break;
    }
    QStringList names;
    for (const ext2_ino_t inode : inodes) {
        const QString path = paths.value(inode);
        names.append(path.isEmpty() ? tr("inode %1").arg(inode) : printable(path));
    }
    return names;
}

} // namespace coffer
