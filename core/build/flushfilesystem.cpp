// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/flushfilesystem.h"

#include "core/base/files.h"

#include <QFile>

#include <cerrno>

#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace coffer {
namespace {

constexpr int cancelCheckMs = 100;

/// Of a child, as a flush cannot be interrupted, even by SIGKILL, and holds whoever waits for it. Ends with the error's
/// number (0: none). It keeps no descriptor, lock or terminal of ours; system calls alone, as other threads may have held locks.
[[noreturn]] void flushApart(int folder)
{
    ::setsid();
    if (folder > 0)
        ::close_range(0, unsigned(folder) - 1, 0);
    ::close_range(unsigned(folder) + 1, ~0U, 0);
    ::_exit(::syncfs(folder) == 0 ? 0 : errno);
}

Status flushFailed(const QString &folder, int error)
{
    return fail(error == ENOSPC ? Errc::NoSpace : Errc::Failed, tr("%1 cannot be written to the disk: %2.").arg(folder, systemError(error)));
}

} // namespace

Status flushFileSystem(const QString &folder, const Progress &progress)
{
    const Fd fd(::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd.isValid())
        return flushFailed(folder, errno);
    const pid_t child = ::fork();
    if (child == 0)
        flushApart(fd.get());
    const Fd ending(child < 0 ? -1 : int(::syscall(SYS_pidfd_open, child, 0))); // glibc 2.36 has pidfd_open() for C alone
    if (!ending.isValid())
        return flushFailed(folder, errno);
    pollfd waiting{ending.get(), POLLIN, 0};
    while (::poll(&waiting, 1, cancelCheckMs) <= 0) {
        if (Status go = progress.checkCancelled(); !go)
            return go;
    }
    int status = 0;
    const bool isWhole = ::waitpid(child, &status, 0) == child && WIFEXITED(status);
    const int error = isWhole ? WEXITSTATUS(status) : EINTR; // the latter when somebody has killed it
    return error == 0 ? ok() : flushFailed(folder, error);
}

} // namespace coffer
