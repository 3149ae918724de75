// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/imagesource.h"
#include "core/flash/stretch.h"

#include <QList>

namespace coffer {

/// What an image's file is, so that a changed one is not taken for the one that was checked: device, inode, size, times
/// and the map. Empty when it cannot be relied on: the file is gone, or was changed in the last seconds, when a
/// further change need not show.
QByteArray imageIdentity(const ImageSource &source);

/// Images that were read to their end and found to be what their maps say, each with the digests of its stretches, in
/// a folder that is the user's own: so the next card of an image needs no checksums, and one that holds it already not
/// even the image. An empty folder name remembers nothing. Not being able to remember is no error.
class ImageMemory
{
public:
    explicit ImageMemory(const QString &folder = {}) : m_folder(folder) {}

    /// The digests, one a stretch; empty when the image is not known. Blocks.
    QList<Digest> recall(const QByteArray &identity, qsizetype count) const;
    /// Remembers, and forgets those that were not asked for longest. Blocks.
    void remember(const QByteArray &identity, const QList<Digest> &digests) const;

private:
    QString fileFor(const QByteArray &identity) const;
    void forgetOldest() const;

    QString m_folder;
};

} // namespace coffer
