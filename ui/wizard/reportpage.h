// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchstate.h"
#include "ui/wizard/wizardpage.h"
#include "ui/wizard/wizardservices.h"

namespace coffer {

/// The end: the report of the session, and the labels.
class ReportPage : public WizardPage
{
    Q_OBJECT
public:
    explicit ReportPage(const WizardServices &services);

    /// How the cards stand.
    void setCards(const Plan &plan);
};

} // namespace coffer
