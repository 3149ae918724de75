// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/bmap/mapdraft.h"
#include "core/bmap/rangehash.h"

#include <algorithm>

namespace coffer {
namespace {

constexpr qint64 maxMapBytes = qint64(16) << 20;  ///< some 150 000 ranges
constexpr qint64 maxImageBytes = qint64(1) << 60; ///< keeps all sums far from overflow
constexpr qint64 minBlockSize = 512;
constexpr qint64 maxBlockSize = qint64(1) << 20;

bool isHex(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// Each of the next takes what it is about from the draft and returns the first problem, or nothing.

QString takeNumber(const MapDraft &draft, const QString &name, qint64 &number)
{
    if (!draft.texts.contains(name))
        return tr("it has no %1").arg(name);
    const QString text = draft.texts.value(name);
    if (!readNumber(text, number))
        return tr("its %1 is \"%2\", which is no number").arg(name, text.left(40));
    return {};
}

QString takeSizes(const MapDraft &draft, Bmap &map)
{
    qint64 blocks = 0;
    for (const auto &[name, number] : {std::pair(QStringLiteral("ImageSize"), &map.imageSize),
                                       std::pair(QStringLiteral("BlockSize"), &map.blockSize),
                                       std::pair(QStringLiteral("BlocksCount"), &blocks)}) {
        if (const QString problem = takeNumber(draft, name, *number); !problem.isEmpty())
            return problem;
    }
    if (map.imageSize <= 0 || map.imageSize > maxImageBytes)
        return tr("an image of %1 bytes is not possible").arg(map.imageSize);
    const bool isPowerOfTwo = (map.blockSize & (map.blockSize - 1)) == 0;
    if (map.blockSize < minBlockSize || map.blockSize > maxBlockSize || !isPowerOfTwo)
        return tr("blocks of %1 bytes are not possible").arg(map.blockSize);
    if (blocks != map.blockCount())
        return tr("it counts %1 blocks where its image has %2").arg(blocks).arg(map.blockCount());
    return {};
}

QString takeRanges(const MapDraft &draft, Bmap &map)
{
    if (!draft.hasBlockMap)
        return tr("it has no BlockMap");
    qint64 next = 0;
    for (const BmapRange &range : draft.ranges) {
        if (range.last < range.first)
            return tr("range %1-%2 ends before it begins").arg(range.first).arg(range.last);
        if (range.first < next)
            return tr("range %1-%2 overlaps one before it or stands in the wrong order").arg(range.first).arg(range.last);
        if (range.last >= map.blockCount())
            return tr("range %1-%2 is outside of its image of %3 blocks").arg(range.first).arg(range.last).arg(map.blockCount());
        next = range.last + 1;
    }
    map.ranges = draft.ranges;
    qint64 mapped = 0;
    if (const QString problem = takeNumber(draft, QStringLiteral("MappedBlocksCount"), mapped); !problem.isEmpty())
        return problem;
    if (mapped != map.mappedBlocks())
        return tr("it counts %1 mapped blocks where its ranges have %2").arg(mapped).arg(map.mappedBlocks());
    return {};
}

QString takeChecksumType(const MapDraft &draft, Bmap &map)
{
    if (!draft.isOld() && !draft.texts.contains(QStringLiteral("ChecksumType")))
        return tr("it has no ChecksumType");
    const QString name = draft.isOld() ? QStringLiteral("sha1") : draft.texts.value(QStringLiteral("ChecksumType"));
    for (ChecksumType type : {ChecksumType::Sha1, ChecksumType::Sha256, ChecksumType::Sha512}) {
        if (name == QLatin1StringView(checksumName(type))) {
            map.checksumType = type;
            for (const BmapRange &range : draft.ranges) {
                const bool fits = range.checksum.size() == checksumDigits(type) && isHex(range.checksum);
                if (!range.checksum.isEmpty() && !fits)
                    return tr("the checksum of range %1-%2 is no %3").arg(range.first).arg(range.last).arg(name);
            }
            return {};
        }
    }
    return tr("its checksums are of the type \"%1\", known are sha256, sha512 and sha1").arg(name.left(40));
}

/// The map's own checksum is that of its text with zeros in the checksum's place. Maps have it
/// from version 1.3 on (bmaptool's BmapCopy).
QString checkOwnChecksum(const QByteArray &xml, const MapDraft &draft, const Bmap &map)
{
    const QString element = draft.isOld() ? QStringLiteral("BmapFileSHA1") : QStringLiteral("BmapFileChecksum");
    const QByteArray own = draft.texts.value(element).toLatin1();
    if (own.isEmpty() && draft.version == 12)
        return {};
    if (own.isEmpty())
        return tr("its own checksum is missing");
    const qsizetype at = xml.indexOf(own);
    if (own.size() != checksumDigits(map.checksumType) || at < 0)
        return tr("its own checksum is no %1").arg(QLatin1StringView(checksumName(map.checksumType)));
    QByteArray zeroed = xml;
    zeroed.replace(at, own.size(), QByteArray(own.size(), '0'));
    RangeHash hash(map.checksumType);
    hash.add(zeroed);
    if (hash.takeHex() != own.toLower())
        return tr("it does not fit its own checksum: it was damaged or changed");
    return {};
}

} // namespace

Result<Bmap> parseBmap(const QByteArray &text, const QString &where)
{
    const auto refuse = [&](const QString &problem) {
        return fail(Errc::InvalidInput,
                    tr("%1 cannot be used: %2.").arg(where.isEmpty() ? tr("The block map") : where, problem));
    };
    if (text.size() > maxMapBytes)
        return refuse(tr("it is larger than %1 bytes").arg(maxMapBytes));
    const tl::expected<MapDraft, QString> draft = readMapDraft(text);
    if (!draft)
        return refuse(draft.error());

    Bmap map;
    QString problem = takeChecksumType(*draft, map);
    if (problem.isEmpty())
        problem = checkOwnChecksum(text, *draft, map);
    if (problem.isEmpty())
        problem = takeSizes(*draft, map);
    if (problem.isEmpty())
        problem = takeRanges(*draft, map);
    if (!problem.isEmpty())
        return refuse(problem);
    return map;
}

Result<Bmap> readBmap(const QString &path)
{
    const Result<QByteArray> text = readFile(path, maxMapBytes);
    return text ? parseBmap(*text, path) : Result<Bmap>(passOn(text));
}

} // namespace coffer
