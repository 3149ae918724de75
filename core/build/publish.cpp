// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/publish.h"

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/image/nodeimage.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace coffer {
namespace {

bool isSame(const QFileInfo &from, const QFileInfo &to)
{
    return to.exists() && to.size() == from.size() && to.lastModified() == from.lastModified();
}

Status copyFile(const QFileInfo &from, const QString &to)
{
    const QString unfinished = to + QStringLiteral(".part");
    QFile::remove(unfinished);
    QFile copy(unfinished);
    if (!QFile::copy(from.filePath(), unfinished) || !copy.open(QIODevice::ReadWrite) || !copy.setFileTime(from.lastModified(), QFileDevice::FileModificationTime))
        return fail(Errc::Failed, tr("%1 cannot be written; check the space on the disk.").arg(to));
    copy.close();
    return moveInPlace(unfinished, to);
}

/// What the image is made from, and how image and map stand there.
QByteArray stampText(const QList<Piece> &pieces, const QString &path)
{
    Sha256 hash;
    for (const Piece &piece : pieces) {
        hash.add(QByteArray::number(piece.offset) + ':' + QByteArray::number(piece.data.size()) + ':');
        hash.add(piece.data);
    }
    QByteArray text = hash.takeHex();
    for (const QString &file : {path, path + QStringLiteral(".bmap")})
        text += ' ' + QByteArray::number(QFileInfo(file).size()) + ' ' + QByteArray::number(QFileInfo(file).lastModified().toMSecsSinceEpoch());
    return text;
}

} // namespace

Result<QStringList> publish(const QString &from, const QString &to)
{
    if (Status made = makeDirectory(to); !made)
        return passOn(made);
    QStringList paths;
    for (const QFileInfo &file : QDir(from).entryInfoList(QDir::Files, QDir::Name)) {
        const QString path = to + u'/' + file.fileName();
        if (!isSame(file, QFileInfo(path))) {
            if (Status copied = copyFile(file, path); !copied)
                return passOn(copied);
        }
        paths += path;
    }
    return paths;
}

Status renewNodeImage(const Cluster &cluster, const Node &node, const QString &blobFolder, const QString &path)
{
    const Result<QList<Piece>> pieces = bootPieces(cluster, node, blobFolder, cluster.boardOf(node).imageBytes);
    if (!pieces)
        return passOn(pieces);
    const QFileInfo info(path);
    const QString stamp = info.path() + QStringLiteral("/.") + info.fileName() + QStringLiteral(".made");
    if (info.exists() && readFile(stamp).value_or(QByteArray()) == stampText(*pieces, path))
        return ok();
    if (Status written = writeNodeImage(cluster, node, blobFolder, path); !written)
        return written;
    return writeFile(stamp, stampText(*pieces, path));
}

} // namespace coffer
