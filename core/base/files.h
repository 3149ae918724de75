// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QFileDevice>

namespace coffer {

constexpr QFileDevice::Permissions privateFile = QFileDevice::ReadOwner | QFileDevice::WriteOwner;                         ///< 0600
constexpr QFileDevice::Permissions publicFile = privateFile | QFileDevice::ReadGroup | QFileDevice::ReadOther;             ///< 0644
constexpr QFileDevice::Permissions publicProgram = publicFile | QFileDevice::ExeOwner | QFileDevice::ExeGroup | QFileDevice::ExeOther; ///< 0755, folders too

/// Owns a file descriptor; closes it at its end.
class Fd
{
public:
    explicit Fd(int fd = -1) : m_fd(fd) {}
    Fd(Fd &&other) noexcept : m_fd(other.release()) {}
    Fd &operator=(Fd &&other) noexcept;
    ~Fd() { reset(); }

    int get() const { return m_fd; }
    bool isValid() const { return m_fd >= 0; }
    int release();
    void reset();

private:
    int m_fd;
};

/// The contents of a file. Errors: NotFound, or InvalidInput when it is larger than `limit` bytes.
Result<QByteArray> readFile(const QString &path, qint64 limit = 64 << 20);

/// Writes a file so that afterwards either all of `data` is there and on the disk, or what was
/// there before. Makes the folder. A private file has mode 0600 before its first byte is written.
Status writeFile(const QString &path, QByteArrayView data, bool isPrivate = false);

/// Makes a folder with its parents.
Status makeDirectory(const QString &path);

/// The same as writeFile() and makeDirectory(), for files and folders of a system that is being built: everyone may read them,
/// whatever the umask; of a folder's parents those that are not there yet, too.
Status writePublicFile(const QString &path, QByteArrayView data);
Status makePublicFolder(const QString &path);

/// Replaces `to` by the finished file or folder `from` (same file system) by renaming.
Status moveInPlace(const QString &from, const QString &to);

/// The sentence for the system's error number, as strerror has it.
QString systemError(int number);

} // namespace coffer
