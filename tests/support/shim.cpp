// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/shim.h"

#include <algorithm>
#include <cerrno>

#include <dlfcn.h>
#include <liburing.h>
#include <unistd.h>

namespace {

constexpr std::size_t cutBytes = 4096;

ShimPlan plan;

template <typename Function>
Function *next(const char *name)
{
    return reinterpret_cast<Function *>(::dlsym(RTLD_NEXT, name));
}

enum class Fate { Whole, Cut, Interrupted };

Fate decide()
{
    const unsigned call = ++plan.calls;
    if (plan.interruptEvery > 0 && call % plan.interruptEvery == 0) {
        ++plan.interruptions;
        return Fate::Interrupted;
    }
    if (plan.cutEvery > 0 && call % plan.cutEvery == 0) {
        ++plan.cuts;
        return Fate::Cut;
    }
    return Fate::Whole;
}

template <typename Call>
ssize_t disturbed(int fd, std::size_t size, Call call)
{
    if (fd != plan.fd)
        return call(size);
    if (const int error = plan.error; error != 0) {
        errno = error;
        return error > 0 ? -1 : 0;
    }
    switch (decide()) {
    case Fate::Interrupted:
        errno = EINTR;
        return -1;
    case Fate::Cut:
        return call(std::min(size, cutBytes));
    case Fate::Whole:
        break;
    }
    return call(size);
}

} // namespace

extern "C" {

ShimPlan *cofferShimPlan()
{
    return &plan;
}

ssize_t pread64(int fd, void *data, std::size_t size, off64_t offset)
{
    static auto *const real = next<ssize_t(int, void *, std::size_t, off64_t)>("pread64");
    return disturbed(fd, size, [=](std::size_t bytes) { return real(fd, data, bytes, offset); });
}

ssize_t pwrite64(int fd, const void *data, std::size_t size, off64_t offset)
{
    static auto *const real = next<ssize_t(int, const void *, std::size_t, off64_t)>("pwrite64");
    return disturbed(fd, size, [=](std::size_t bytes) { return real(fd, data, bytes, offset); });
}

/// What came back in whole is said to have come back in part, or not at all; doing it again does no harm.
int io_uring_wait_cqe_timeout(io_uring *ring, io_uring_cqe **entry, __kernel_timespec *time)
{
    static auto *const real = next<int(io_uring *, io_uring_cqe **, __kernel_timespec *)>("io_uring_wait_cqe_timeout");
    const int outcome = real(ring, entry, time);
    constexpr int wakeBytes = 8;
    if (outcome != 0 || !plan.rings || (*entry)->res <= wakeBytes)
        return outcome;
    switch (decide()) {
    case Fate::Interrupted:
        (*entry)->res = plan.calls % 2 ? -EINTR : -EAGAIN;
        break;
    case Fate::Cut:
        (*entry)->res = std::min((*entry)->res, int(cutBytes));
        break;
    case Fate::Whole:
        break;
    }
    return outcome;
}

} // extern "C"
