// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/diskimage.h"

#include "core/base/files.h"
#include "core/bmap/bmap.h"

#include <QFile>
#include <QFileInfo>

namespace coffer {

Status addBootPieces(const Cluster &cluster, const Node &node, const QString &blobFolder, const QString &path)
{
    const Result<QList<Piece>> pieces = bootPieces(cluster, node, blobFolder, QFileInfo(path).size());
    if (!pieces)
        return passOn(pieces);
    QFile disk(path);
    bool right = disk.open(QIODevice::ReadWrite | QIODevice::ExistingOnly);
    for (const Piece &piece : *pieces)
        right = right && disk.seek(piece.offset) && disk.write(piece.data) == piece.data.size();
    if (!right || !disk.flush())
        return fail(disk.error() == QFileDevice::ResourceError ? Errc::NoSpace : Errc::Failed, tr("%1 cannot be written: %2.").arg(path, disk.errorString()));
    return ok();
}

Status writeMap(const QString &path, qint64 bootArea, Progress &progress)
{
    QList<std::pair<qint64, qint64>> always;
    if (bootArea > 0)
        always.append({0, bootArea});
    const Result<Bmap> map = createBmap(path, always, progress);
    if (!map)
        return passOn(map);
    return writeFile(path + QStringLiteral(".bmap"), formatBmap(*map));
}

} // namespace coffer
