// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wizard/wizardpage.h"

namespace coffer {

/// A page with a widget from elsewhere, of which it becomes the parent.
class HostPage : public WizardPage
{
    Q_OBJECT
public:
    HostPage(const QString &title, const QString &subTitle, QWidget *guest);

    bool isComplete() const override { return m_isDone; }
    /// Whether one can go on.
    void setDone(bool isDone);

private:
    bool m_isDone = true;
};

} // namespace coffer
