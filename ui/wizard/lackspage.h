// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wizard/wizardpage.h"
#include "ui/wizard/wizardservices.h"

class QLineEdit;

namespace coffer {

class WrappingList;

/// What this machine lacks for building. Never in the way: images may be there already.
class LacksPage : public WizardPage
{
    Q_OBJECT
public:
    explicit LacksPage(const WizardServices &services);

    void initializePage() override { look(); }

private:
    void look();
    void draw(const QList<Requirement> &requirements);

    const WizardServices &m_services;
    WrappingList *m_list;
    QLineEdit *m_command;
    QPushButton *m_copy;
};

} // namespace coffer
