// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wizard/clusterpage.h"

namespace coffer {

/// What comes after the cards: in words, with commands to copy.
class NextPage : public WizardPage
{
    Q_OBJECT
public:
    /// Both outlive it.
    NextPage(const WizardServices &services, const ClusterPage &cluster);

    /// At every visit, as the cluster may have been read again.
    void showEvent(QShowEvent *event) override;

private:
    void draw();

    const WizardServices &m_services;
    const ClusterPage &m_cluster;
    QWidget *m_steps = nullptr;
};

} // namespace coffer
