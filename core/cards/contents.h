// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace coffer {

/// What is on a card.
struct CardContents
{
    QString text;            ///< for people: "blank", "2 partitions: FAT PHOTOS, ext4 root"
    bool expendable = false; ///< a batch may write the card without asking
};

/// Looks at an open card or file for partitions, file systems and their labels (libblkid). Blank,
/// and so expendable, is only what has none of them and holds nothing but zeros (or all ones, as
/// erased flash) at its start, its end and wherever it is sampled between. What cannot be read is
/// not expendable; the text says why. Never trusts what it reads. Blocks while it reads about 3 MiB.
CardContents readContents(int fd);

/// The text of the same for a device or file by name.
QString describeContents(const QString &path);

} // namespace coffer
