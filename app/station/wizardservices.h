// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/paths.h"
#include "core/build/context.h"
#include "ui/preferences/preferences.h"
#include "ui/wizard/wizardservices.h"

namespace coffer {

/// What the wizard asks, answered by this machine. `flashed` is the cluster that cards are written for. The report and the labels
/// are the window's to set.
WizardServices wizardServices(const Paths &paths, const Cluster &flashed);

/// What the station's builds work on: the operator's cache, mirror and proxy, where they are chosen.
BuildContext preferredContext(const Cluster &cluster, const Paths &paths, const Preferences &preferences);

} // namespace coffer
