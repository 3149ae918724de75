// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

namespace coffer {

/// The error of a build's tool (apt, dpkg, mmdebstrap, the sandbox, a compiler) with one sentence before it that says what
/// happened and what to do, where its last lines tell: no network, disk full, mirror broken, bad signature, package missing in
/// the suite, no emulation, a compiler missing. Others come back as they are; a full disk gets Errc::NoSpace.
Error explainFailure(const Error &error);

/// Whether a tool failed because the archive cannot be reached or is being changed: what may pass by itself.
bool isOfTheNetwork(const Error &error);

} // namespace coffer
