// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/imagesource.h"

#include <QFileInfo>

namespace coffer {
namespace {

/// The map file beside an image; empty when there is none.
QString findMap(const QString &image, Compression compression)
{
    QStringList candidates = {image + QStringLiteral(".bmap")};
    const QFileInfo info(image);
    if (compression != Compression::None)
        candidates.append(info.path() + QLatin1Char('/') + info.completeBaseName() + QStringLiteral(".bmap"));
    for (const QString &candidate : std::as_const(candidates)) {
        if (QFileInfo(candidate).isFile())
            return candidate;
    }
    return {};
}

Result<Bmap> mapWhole(const QString &path, Compression compression, Progress &progress)
{
    const Result<qint64> size = compression == Compression::None ? Result<qint64>(QFileInfo(path).size())
                                                                 : unpackedSize(path, compression, progress);
    if (!size)
        return passOn(size);
    if (*size == 0)
        return fail(Errc::InvalidInput, tr("The image %1 is empty.").arg(path));
    return fullBmap(*size);
}

Result<Bmap> mapFromFile(const QString &path, const QString &mapPath, Compression compression)
{
    Result<Bmap> map = readBmap(mapPath);
    const qint64 size = QFileInfo(path).size();
    if (map && compression == Compression::None && size != map->imageSize)
        return fail(Errc::InvalidInput, tr("%1 is for an image of %2 bytes, but %3 has %4; make the map anew.")
                                            .arg(mapPath).arg(map->imageSize).arg(path).arg(size));
    return map;
}

} // namespace

Result<std::unique_ptr<QIODevice>> ImageSource::open() const
{
    return openCompressed(path, compression);
}

Result<ImageSource> openImageSource(const QString &path, const QString &mapPath, bool full, Progress progress)
{
    const Result<Compression> compression = detectCompression(path);
    if (!compression)
        return passOn(compression);
    const QString mapFile = full ? QString() : mapPath.isEmpty() ? findMap(path, *compression) : mapPath;
    const Result<Bmap> map = mapFile.isEmpty() ? mapWhole(path, *compression, progress)
                                               : mapFromFile(path, mapFile, *compression);
    if (!map)
        return passOn(map);
    return ImageSource{path, *map, !mapFile.isEmpty(), *compression};
}

} // namespace coffer
