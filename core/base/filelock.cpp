// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/filelock.h"

#include <QFile>
#include <QThread>

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>

namespace coffer {
namespace {

constexpr int pollMs = 100; // flock() alone would not hear of a cancel

} // namespace

Result<FileLock> FileLock::take(const QString &path, const Progress &progress, const std::function<void()> &onWait)
{
    Fd fd(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    if (!fd.isValid())
        return fail(Errc::Failed, tr("%1 cannot be written: %2.").arg(path, systemError(errno)));
    for (bool told = false; ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0; told = true) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return fail(Errc::Failed, tr("%1 cannot be locked: %2.").arg(path, systemError(errno)));
        if (!told && onWait)
            onWait();
        if (Status go = progress.checkCancelled(); !go)
            return passOn(go);
        QThread::msleep(pollMs);
    }
    return FileLock(std::move(fd));
}

} // namespace coffer
