// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/nodeimage.h"

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/bmap/bmap.h"
#include "core/image/bootblob.h"
#include "core/image/partitiontable.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QtEndian>

#include <algorithm>

namespace coffer {
namespace {

/// Unit of a node image's map. Most are zeros throughout and share one checksum, so that few have
/// to be hashed. Bytes, a multiple of the map's blocks.
constexpr qint64 rangeSize = 256 << 10;

/// The same for each build of the same node, different for all others; never 0.
quint32 diskId(const Cluster &cluster, const Node &node)
{
    const QByteArray digest = QByteArray::fromHex(sha256Hex((cluster.id + u'/' + node.name).toUtf8()));
    return qFromLittleEndian<quint32>(digest.constData()) | 1;
}

Result<QByteArray> readBlob(const BootBlob &blob, const QString &folder)
{
    const QString path = folder + u'/' + blob.file;
    const Result<QByteArray> data = readFile(path, blob.maxBytes);
    if (!data && data.error().code == Errc::NotFound)
        return fail(Errc::NotFound, tr("%1 is not there; \"coffer build\" makes it.").arg(path));
    if (!data && data.error().code == Errc::InvalidInput)
        return fail(Errc::InvalidInput, tr("%1 is larger than the %2 bytes that the card has for it from sector %3 on.")
                                            .arg(path).arg(blob.maxBytes).arg(blob.sector));
    if (!data || blob.kind == BlobKind::Raw)
        return data;
    const auto header = readBlobHeader(blob.kind, *data);
    if (!header)
        return fail(Errc::InvalidInput, tr("%1 is not a boot loader part of the kind that board.toml says; remove it and run \"coffer build\".").arg(path));
    if (header->size > data->size())
        return fail(Errc::InvalidInput, tr("%1 is cut off: %2 of %3 bytes are there; remove it and run \"coffer build\".")
                                            .arg(path).arg(data->size()).arg(header->size));
    return data;
}

QList<Partition> partitionsOf(const Board &board, qint64 diskSize)
{
    Partition bootArea;
    bootArea.number = 1;
    bootArea.start = board.bootAreaStart;
    bootArea.size = board.bootAreaSize;
    if (board.rootStart() == 0)
        return {bootArea};
    Partition root;
    root.number = 2;
    root.bootable = true;
    root.start = board.rootStart();
    root.size = (diskSize - root.start) / sectorSize * sectorSize;
    return {bootArea, root};
}

/// A map of the whole boot area, made from the pieces alone.
Bmap mapOf(const QList<Piece> &pieces, qint64 areaEnd, qint64 imageSize)
{
    static const QByteArray zeroHash = sha256Hex(QByteArray(rangeSize, '\0'));
    Bmap map;
    map.imageSize = imageSize;
    for (qint64 start = 0; start < areaEnd; start += rangeSize) {
        const qint64 length = std::min(rangeSize, areaEnd - start);
        QByteArray contents;
        for (const Piece &piece : pieces) {
            const qint64 from = std::max(start, piece.offset);
            const qint64 to = std::min(start + length, piece.offset + piece.data.size());
            if (from >= to)
                continue;
            if (contents.isEmpty())
                contents.fill('\0', length);
            std::copy_n(piece.data.cbegin() + (from - piece.offset), to - from, contents.begin() + (from - start));
        }
        BmapRange range;
        range.first = start / map.blockSize;
        range.last = (start + length - 1) / map.blockSize;
        const bool isCommon = contents.isEmpty() && length == rangeSize;
        range.checksum = isCommon ? zeroHash : sha256Hex(contents.isEmpty() ? QByteArray(length, '\0') : contents);
        map.ranges.append(range);
    }
    return map;
}

} // namespace

Result<Environment> nodeEnvironment(const Cluster &cluster, const Node &node, const Environment &defaults)
{
    const Board &board = cluster.boardOf(node);
    const QMap<QString, QString> values = substitutions(cluster, node);
    Environment environment = defaults;
    for (auto it = board.environment.cbegin(); it != board.environment.cend(); ++it) {
        const Result<QString> value = substitute(*it, values, board.folder + QStringLiteral("/board.toml"));
        if (!value)
            return passOn(value);
        environment.insert(it.key(), *value);
    }
    environment.removeIf([](const std::pair<const QString &, QString &> &variable) { return variable.second.isEmpty(); });
    return environment;
}

Result<QList<Piece>> bootPieces(const Cluster &cluster, const Node &node, const QString &blobFolder, qint64 diskSize)
{
    const Board &board = cluster.boardOf(node);
    if (diskSize < std::max(board.bootAreaEnd(), board.rootStart() + sectorSize))
        return fail(Errc::InvalidInput, tr("A card of %1 bytes is too small for the boot loader of %2.").arg(diskSize).arg(board.name));
    const Result<QByteArray> table = formatMbr(partitionsOf(board, diskSize), diskId(cluster, node));
    if (!table)
        return passOn(table);
    QList<Piece> pieces{{0, *table}};

    for (const BootBlob &blob : board.blobs) {
        const Result<QByteArray> data = readBlob(blob, blobFolder);
        if (!data)
            return passOn(data);
        pieces.append({blob.sector * sectorSize, *data});
    }

    const QString defaultsPath = blobFolder + u'/' + defaultEnvironmentFile;
    const Result<QByteArray> text = readFile(defaultsPath, board.environmentSize);
    if (!text && text.error().code == Errc::NotFound)
        return fail(Errc::NotFound, tr("%1 is not there; \"coffer build\" makes it.").arg(defaultsPath));
    if (!text)
        return passOn(text);
    const Result<Environment> defaults = parseEnvironmentText(*text, defaultsPath);
    if (!defaults)
        return passOn(defaults);
    const Result<Environment> environment = nodeEnvironment(cluster, node, *defaults);
    if (!environment)
        return passOn(environment);
    const Result<QByteArray> block = formatEnvironment(*environment, board.environmentSize);
    if (!block)
        return passOn(block);
    pieces.append({board.environmentOffset, *block});
    std::sort(pieces.begin(), pieces.end(), [](const Piece &one, const Piece &other) { return one.offset < other.offset; });
    return pieces;
}

Status writeNodeImage(const Cluster &cluster, const Node &node, const QString &blobFolder, const QString &path)
{
    const Board &board = cluster.boardOf(node);
    if (QFileInfo::exists(path) && !QFileInfo(path).isFile())
        return fail(Errc::Refused, tr("%1 is not a file; name one for the image, \"coffer flash\" writes it to a card.").arg(path));
    const Result<QList<Piece>> pieces = bootPieces(cluster, node, blobFolder, board.imageBytes);
    if (!pieces)
        return passOn(pieces);

    // An image never stands beside a map that is not its own: the old one goes first.
    const QString mapPath = path + QStringLiteral(".bmap");
    if (QFile::exists(path) && !QFile::remove(path))
        return fail(Errc::Failed, tr("%1 cannot be replaced; check who owns its folder.").arg(path));
    if (Status written = writeFile(mapPath, formatBmap(mapOf(*pieces, board.bootAreaEnd(), board.imageBytes))); !written)
        return written;
    QSaveFile file(path);
    bool right = file.open(QIODevice::WriteOnly) && file.resize(board.imageBytes);
    for (const Piece &piece : *pieces)
        right = right && file.seek(piece.offset) && file.write(piece.data) == piece.data.size();
    if (!right || !file.commit())
        return fail(file.error() == QFileDevice::ResourceError ? Errc::NoSpace : Errc::Failed,
                    tr("%1 cannot be written: %2.").arg(path, file.errorString()));
    return ok();
}

} // namespace coffer
