// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/imagememory.h"

#include "core/base/files.h"
#include "core/base/sha256.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

#include <cstring>

#include <sys/stat.h>

namespace coffer {
namespace {

constexpr qsizetype mostImages = 64;
constexpr qint64 settleSeconds = 2;
const QByteArray magic = "cofferware checked image 1\n";

// A file is: magic, SHA-256 of the rest as hex digits, a line break, the digests as they lie in memory.

QByteArray sealOf(QByteArrayView digests)
{
    return sha256Hex(digests) + '\n';
}

} // namespace

QByteArray imageIdentity(const ImageSource &source)
{
    struct stat status = {};
    if (::stat(QFile::encodeName(source.path).constData(), &status) != 0)
        return {};
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    if (now - status.st_ctim.tv_sec < settleSeconds)
        return {};
    QByteArray text = formatBmap(source.map);
    for (qint64 number : {qint64(status.st_dev), qint64(status.st_ino), qint64(status.st_size), qint64(status.st_mtim.tv_sec),
                          qint64(status.st_mtim.tv_nsec), qint64(status.st_ctim.tv_sec), qint64(status.st_ctim.tv_nsec)})
        text += ' ' + QByteArray::number(number);
    return sha256Hex(text);
}

QString ImageMemory::fileFor(const QByteArray &identity) const
{
    return QDir(m_folder).filePath(QString::fromLatin1(identity) + QStringLiteral(".digests"));
}

QList<Digest> ImageMemory::recall(const QByteArray &identity, qsizetype count) const
{
    if (m_folder.isEmpty() || identity.isEmpty())
        return {};
    QFile file(fileFor(identity));
    const qsizetype bytes = count * qsizetype(sizeof(Digest));
    if (!file.open(QIODevice::ReadWrite)) // to set its time
        return {};
    const QByteArray head = file.read(magic.size());
    const QByteArray seal = file.readLine(80);
    const QByteArray body = file.read(bytes + 1);
    if (head != magic || body.size() != bytes || seal != sealOf(body))
        return {};
    file.setFileTime(QDateTime::currentDateTime(), QFileDevice::FileModificationTime);
    QList<Digest> digests(count);
    std::memcpy(digests.data(), body.constData(), std::size_t(bytes));
    return digests;
}

void ImageMemory::remember(const QByteArray &identity, const QList<Digest> &digests) const
{
    if (m_folder.isEmpty() || identity.isEmpty())
        return;
    const QByteArrayView body(reinterpret_cast<const char *>(digests.constData()), digests.size() * qsizetype(sizeof(Digest)));
    if (writeFile(fileFor(identity), magic + sealOf(body) + body.toByteArray(), true))
        forgetOldest();
}

void ImageMemory::forgetOldest() const
{
    const QFileInfoList files = QDir(m_folder).entryInfoList({QStringLiteral("*.digests")}, QDir::Files, QDir::Time);
    for (const QFileInfo &file : files.mid(std::min(mostImages, files.size())))
        QFile::remove(file.filePath());
}

} // namespace coffer
