// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace coffer {

/// Consecutive blocks that must be written.
struct BmapRange
{
    qint64 first = 0;    ///< block number
    qint64 last = 0;     ///< block number, inclusive
    QByteArray checksum; ///< lower-case hex digits; empty when the map has none
};

/// How the checksums of a map are made. Maps before version 1.4 have SHA-1.
enum class ChecksumType { Sha1, Sha256, Sha512 };

/// Which blocks of an image have to be on the card, with their checksums.
struct Bmap
{
    qint64 imageSize = 0; ///< bytes
    qint64 blockSize = 4096;
    ChecksumType checksumType = ChecksumType::Sha256;
    QList<BmapRange> ranges; ///< ascending, not overlapping

    qint64 blockCount() const { return (imageSize + blockSize - 1) / blockSize; }
    qint64 mappedBlocks() const;
    qint64 offset(const BmapRange &range) const { return range.first * blockSize; }
    /// Bytes of `range`; the image's last block may be short.
    qint64 length(const BmapRange &range) const;
    qint64 mappedBytes() const;
    /// Whether every range has its checksum.
    bool isChecksummed() const;
};

/// Reads a map (versions 1.2, 1.3, 1.4 and 2.0 of the bmap format, as bmaptool has them). Errors:
/// InvalidInput, with the reason; the sentence begins with `where`, or "The block map".
Result<Bmap> parseBmap(const QByteArray &xml, const QString &where = {});
/// The same from a file. Errors: also NotFound.
Result<Bmap> readBmap(const QString &path);

/// The map as XML, version 2.0, with its own checksum filled in; bmaptool takes it.
QByteArray formatBmap(const Bmap &map);

/// Makes the map of the image at `path` with every range's SHA-256. Mapped are whole blocks: those with bytes that
/// imageUse() calls needed or that `always` names (byte offset and length), and those that hold other than zeros and of
/// which nobody says that they are free. So the same image always gives the same map, byte for byte. A range ends at
/// each multiple of 4 MiB, so that ranges can be hashed side by side. Uses all processors, and 16 MiB of memory for
/// what is read; reads past the system's cache what is not in it. Phase: "map". Blocks.
/// Errors: NotFound, InvalidInput (empty), Failed, Cancelled.
Result<Bmap> createBmap(const QString &path, const QList<std::pair<qint64, qint64>> &always, Progress &progress);

/// The map that has all of an image of this size in it, without checksums.
Bmap fullBmap(qint64 imageSize);

} // namespace coffer
