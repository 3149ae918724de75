// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/cancelsignals.h"

#include <csignal>
#include <cstdint>

#include <sys/eventfd.h>
#include <unistd.h>

namespace coffer {
namespace {

// A signal handler can reach nothing else. Both outlive it: the token's copy below keeps the flag.
std::atomic<bool> *cancelFlag = nullptr;
int cancelEvent = -1;

void onSignal(int)
{
    cancelFlag->store(true);
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(cancelEvent, &one, sizeof one);
}

} // namespace

int cancelOnSignals(const CancelToken &token)
{
    static const CancelToken kept = token;
    cancelFlag = &kept.flag();
    cancelEvent = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    struct sigaction action{};
    action.sa_handler = onSignal;
    action.sa_flags = int(SA_RESETHAND);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        ::sigaction(signal, &action, nullptr);
    return cancelEvent;
}

} // namespace coffer
