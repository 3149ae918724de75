// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wizard/buildrun.h"

namespace coffer {

/// What outlives the wizard's window, so that closing it and coming back loses nothing.
struct WizardState
{
    int page = 0; ///< where the operator was: a FlashWizard::Page
    BuildRun build;
};

} // namespace coffer
