// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bmap/ext4filesystem.h"

#include <QList>

namespace coffer {

/// Bounds the work on a hostile file system, in which a tree of blocks may lead to itself.
class Steps
{
public:
    explicit Steps(qint64 most) : m_left(most) {}
    /// False when no more are to be made.
    bool take() { return m_left > 0 && m_left-- > 0; }

private:
    qint64 m_left;
};

/// Whose some blocks of a file system are.
struct Ext4Owners
{
    struct File { ext2_ino_t inode = 0; blk64_t first = 0; /*!< its first of the blocks */ };

    QList<File> files;              ///< in the order of their place; folders count
    QList<ext2_ino_t> directories;  ///< all of the file system's, for finding names
    bool hasJournal = false;
    bool hasTables = false;         ///< what is in use and belongs to no file
    bool hasFree = false;
};

/// Finds the owners of blocks `first`…`last` by looking at all inodes: their data, the blocks that tell where these
/// are, and extended attributes. Finds what it can where `fs` is damaged. Blocks, for about a second for each million
/// of inodes.
Ext4Owners ext4Owners(ext2_filsys fs, blk64_t first, blk64_t last, Steps &steps);

} // namespace coffer
