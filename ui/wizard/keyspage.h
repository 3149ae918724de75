// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wizard/wizardpage.h"
#include "ui/wizard/wizardservices.h"

namespace coffer {

class WrappingList;

/// The cluster's keys: their fingerprints, or that they are missing. Never in the way: they are in the images already
/// when those are built.
class KeysPage : public WizardPage
{
    Q_OBJECT
public:
    explicit KeysPage(const WizardServices &services);

    void initializePage() override { look(); }

private:
    void look();
    void create();
    void installForUser();
    void draw(const QList<KeyPair> &keys);

    const WizardServices &m_services;
    WrappingList *m_list;
    QPushButton *m_create;
    QPushButton *m_install;
};

} // namespace coffer
