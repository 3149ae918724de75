// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>

/// What the shim, a library that is loaded before all others, does to the system calls on one descriptor. Each request may
/// be disturbed once or more; what is transferred is transferred right.
struct ShimPlan
{
    std::atomic<int> fd = -1;        ///< whose pread() and pwrite() are disturbed
    std::atomic<bool> rings = false; ///< whether completions of io_uring are, of whatever descriptor
    std::atomic<unsigned> cutEvery = 0;       ///< so many calls, one transfers 4096 bytes only; 0: none
    std::atomic<unsigned> interruptEvery = 0; ///< so many calls, one ends with EINTR
    std::atomic<int> error = 0;      ///< each call ends with it, if not 0; -1: each transfers nothing
    std::atomic<unsigned> calls = 0;
    std::atomic<unsigned> cuts = 0;
    std::atomic<unsigned> interruptions = 0;
};

/// The plan of the shim in this process.
extern "C" ShimPlan *cofferShimPlan();
