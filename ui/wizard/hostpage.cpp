// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/hostpage.h"

#include <QVBoxLayout>

namespace coffer {

HostPage::HostPage(const QString &title, const QString &subTitle, QWidget *guest) : WizardPage(title, subTitle)
{
    body()->addWidget(guest, 1);
    guest->show();
}

void HostPage::setDone(bool isDone)
{
    if (std::exchange(m_isDone, isDone) != isDone)
        Q_EMIT completeChanged();
}

} // namespace coffer
