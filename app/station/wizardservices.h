// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/paths.h"
#include "ui/wizard/wizardservices.h"

namespace coffer {

/// What the wizard asks, answered by this machine. The report and the labels do nothing: they are the window's to set.
WizardServices wizardServices(const Paths &paths);

} // namespace coffer
