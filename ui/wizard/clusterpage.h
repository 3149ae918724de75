// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wizard/wizardpage.h"
#include "ui/wizard/wizardservices.h"

#include <optional>

class QLabel;

namespace coffer {

class WrappingList;

/// The cluster as boards/cluster.toml describes it. Without one, or with another than cards are written for, there is no going on.
class ClusterPage : public WizardPage
{
    Q_OBJECT
public:
    explicit ClusterPage(const WizardServices &services);

    void initializePage() override { read(); }
    bool isComplete() const override;
    /// As it was read last.
    const std::optional<Cluster> &cluster() const { return m_cluster; }

private:
    void read();
    void draw();

    const WizardServices &m_services;
    std::optional<Cluster> m_cluster;
    QLabel *m_facts;
    WrappingList *m_nodes;
};

} // namespace coffer
