// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include <unistd.h>

namespace coffer {

Fd &Fd::operator=(Fd &&other) noexcept
{
    if (this != &other) {
        reset();
        m_fd = other.release();
    }
    return *this;
}

int Fd::release()
{
    return std::exchange(m_fd, -1);
}

void Fd::reset()
{
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
}

QString systemError(int number)
{
    return QString::fromLocal8Bit(std::strerror(number));
}

Result<QByteArray> readFile(const QString &path, qint64 limit)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(Errc::NotFound, tr("%1 cannot be read: %2.").arg(path, file.errorString()));
    // At once if the size is right; what the kernel makes up has none, and a file may grow.
    QByteArray data;
    qint64 size = 0;
    for (qint64 got = 1; got > 0 && size <= limit; size += std::max<qint64>(got, 0)) {
        data.resize(std::min(std::max(file.size() + 1, size + 64 * 1024), limit + 1));
        got = file.read(data.data() + size, data.size() - size);
    }
    data.truncate(size);
    if (file.error() != QFileDevice::NoError)
        return fail(Errc::Failed, tr("%1 cannot be read: %2.").arg(path, file.errorString()));
    if (data.size() > limit)
        return fail(Errc::InvalidInput, tr("%1 is larger than the %2 bytes that such a file may have.").arg(path).arg(limit));
    return data;
}

Status writeFile(const QString &path, QByteArrayView data, bool isPrivate)
{
    if (Status made = makeDirectory(QFileInfo(path).absolutePath()); !made)
        return made;
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly)
                         && (!isPrivate || file.setPermissions(privateFile))
                         && file.write(data.data(), data.size()) == data.size() && file.commit();
    if (!written)
        return fail(file.error() == QFileDevice::ResourceError ? Errc::NoSpace : Errc::Failed, tr("%1 cannot be written: %2.").arg(path, file.errorString()));
    return ok();
}

Status makeDirectory(const QString &path)
{
    if (!QDir().mkpath(path))
        return fail(Errc::Failed, tr("The folder %1 cannot be made; check its owner and the space on the disk.").arg(path));
    return ok();
}

Status writePublicFile(const QString &path, QByteArrayView data)
{
    if (Status made = makePublicFolder(QFileInfo(path).absolutePath()); !made)
        return made;
    if (Status written = writeFile(path, data); !written)
        return written;
    QFile::setPermissions(path, publicFile);
    return ok();
}

Status makePublicFolder(const QString &path)
{
    if (QFileInfo(path).isDir())
        return ok();
    if (Status made = makePublicFolder(QFileInfo(path).absolutePath()); !made)
        return made;
    if (Status made = makeDirectory(path); !made)
        return made;
    QFile::setPermissions(path, publicProgram);
    return ok();
}

Status moveInPlace(const QString &from, const QString &to)
{
    if (QFileInfo(to).isDir() && !QFileInfo(to).isSymLink())
        QDir(to).removeRecursively();
    if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return fail(Errc::Failed, tr("%1 cannot be put in place: %2.").arg(to, systemError(errno)));
    return ok();
}

} // namespace coffer
