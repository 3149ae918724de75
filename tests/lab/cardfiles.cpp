// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/cardfiles.h"

#include "lab/children.h"

#include "core/bmap/bmap.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

namespace coffer {
namespace {

Status runShell(const QString &line, const QString &path)
{
    return runHere(QStringLiteral("sh"), {QStringLiteral("-c"), line, QStringLiteral("sh"), path});
}

} // namespace

Status makeBlankCard(const QString &path, qint64 size)
{
    QFile::remove(path);
    QFile card(path);
    if (!card.open(QIODevice::WriteOnly) || !card.resize(size))
        return fail(Errc::Failed, QStringLiteral("%1: %2").arg(path, card.errorString()));
    return ok();
}

Status makeCameraCard(const QString &path, qint64 size)
{
    if (Status made = makeBlankCard(path, size); !made)
        return made;
    return runShell(QStringLiteral("echo start=2048, type=c | sfdisk -q \"$1\" && mkfs.vfat -n PHOTOS --offset 2048 \"$1\" %1").arg((size >> 10) - 1024), path);
}

Status makeDisk(const QString &path, qint64 size)
{
    if (Status made = makeBlankCard(path, size); !made)
        return made;
    return runShell(QStringLiteral("echo start=2048, type=83 | sfdisk -q \"$1\" && mke2fs -q -t ext4 -E offset=1048576 \"$1\" %1k").arg((size >> 10) - 1024), path);
}

QString differenceFrom(const QString &imagePath, const QString &cardPath, const ByteRange &except)
{
    const Result<Bmap> read = readBmap(imagePath + QStringLiteral(".bmap"));
    const Bmap map = read ? *read : fullBmap(QFileInfo(imagePath).size());
    QFile image(imagePath);
    QFile card(cardPath);
    if (!image.open(QIODevice::ReadOnly) || !card.open(QIODevice::ReadOnly))
        return QStringLiteral("%1 or %2 cannot be read").arg(imagePath, cardPath);
    for (const BmapRange &range : map.ranges) {
        constexpr qint64 step = 1 << 20;
        const qint64 end = map.offset(range) + map.length(range);
        for (qint64 at = map.offset(range); at < end; at += step) {
            const qint64 length = std::min(step, end - at);
            image.seek(at);
            card.seek(at);
            QByteArray wanted = image.read(length);
            QByteArray present = card.read(length);
            const ByteRange left = common({at, length}, except);
            if (left.length > 0 && present.size() == wanted.size())
                present.replace(left.offset - at, left.length, wanted.mid(left.offset - at, left.length));
            if (present != wanted)
                return QStringLiteral("%1 differs from %2 in the %3 bytes at %4").arg(cardPath, imagePath).arg(length).arg(at);
        }
    }
    return {};
}

QByteArray checksumOf(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return {};
    return hash.result().toHex();
}

} // namespace coffer
