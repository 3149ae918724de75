// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

namespace coffer {

/// From now on Ctrl-C, a polite kill and a closed terminal set `token`, so that work stops cleanly; a second
/// one ends the program at once. Returns a descriptor that becomes readable then, for event loops.
/// For one call in main(): signal handlers are the process's.
int cancelOnSignals(const CancelToken &token);

} // namespace coffer
