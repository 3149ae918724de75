// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wizard/wizardpage.h"
#include "ui/wizard/wizardservices.h"

namespace coffer {

/// The end: the report of the session, and the labels.
class ReportPage : public WizardPage
{
    Q_OBJECT
public:
    explicit ReportPage(const WizardServices &services);

    void setCardsDone(bool areDone);
};

} // namespace coffer
