// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/flushfilesystem.h"

#include "core/base/files.h"

#include <QFile>

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace coffer {
namespace {

constexpr int cancelCheckMs = 100;

/// Of a child, which leaves at once; its own child flushes and writes the error's number (0: none) to `result`. A flush
/// cannot be interrupted, even by SIGKILL, and holds whoever waits for its process; for this one nobody does. It keeps
/// no descriptor, lock or terminal of ours. System calls alone, as other threads may have held locks.
[[noreturn]] void flushApart(int folder, int result)
{
    if (const pid_t flushing = ::fork(); flushing != 0)
        ::_exit(flushing < 0);
    ::setsid();
    const auto [low, high] = std::minmax(unsigned(folder), unsigned(result));
    if (low > 0)
        ::close_range(0, low - 1, 0);
    if (high > low + 1)
        ::close_range(low + 1, high - 1, 0);
    ::close_range(high + 1, ~0U, 0);
    const int error = ::syncfs(folder) == 0 ? 0 : errno;
    ::_exit(::write(result, &error, sizeof error) < 0);
}

Status flushFailed(const QString &folder, int error)
{
    return fail(error == ENOSPC ? Errc::NoSpace : Errc::Failed, tr("%1 cannot be written to the disk: %2.").arg(folder, systemError(error)));
}

} // namespace

Status flushFileSystem(const QString &folder, const Progress &progress)
{
    const Fd fd(::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    int ends[2];
    if (!fd.isValid() || ::pipe2(ends, O_CLOEXEC) != 0)
        return flushFailed(folder, errno);
    const Fd answers(ends[0]);
    Fd result(ends[1]);
    const pid_t child = ::fork();
    if (child == 0)
        flushApart(fd.get(), result.get());
    int error = child < 0 ? errno : EINTR; // the latter when the flushing process is killed
    result.reset();
    while (child > 0 && ::waitpid(child, nullptr, 0) < 0 && errno == EINTR)
        continue;
    pollfd waiting{answers.get(), POLLIN, 0};
    while (::poll(&waiting, 1, cancelCheckMs) <= 0) {
        if (Status go = progress.checkCancelled(); !go)
            return go;
    }
    (void)::read(answers.get(), &error, sizeof error);
    return error == 0 ? ok() : flushFailed(folder, error);
}

} // namespace coffer
