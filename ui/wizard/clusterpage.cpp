// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/clusterpage.h"

#include "ui/wrappinglist.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace coffer {
namespace {

QString factsOf(const Cluster &cluster)
{
    const Network &network = cluster.network;
    QStringList boards;
    for (const Board &board : cluster.boards)
        boards += board.name;
    return ClusterPage::tr("Cluster: %1\nNetwork: %2/%3, gateway %4, domain %5\nBoards: %6\nSystem: Debian %7, profile %8")
        .arg(cluster.id, network.subnet.toString())
        .arg(network.prefixLength)
        .arg(network.gateway.toString(), network.domain, boards.join(QStringLiteral(", ")), cluster.suite, cluster.profile);
}

} // namespace

ClusterPage::ClusterPage(const WizardServices &services)
    : WizardPage(tr("The cluster"), tr("Compare with the coffer in front of you. To change something edit boards/cluster.toml, then read it again.")),
      m_services(services), m_facts(new QLabel), m_nodes(new WrappingList({tr("Node"), tr("Address"), tr("Board")}))
{
    m_facts->setObjectName(QStringLiteral("facts"));
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_nodes->setObjectName(QStringLiteral("nodes"));
    m_nodes->setAccessibleName(tr("Nodes"));
    body()->addWidget(m_facts);
    body()->addWidget(m_nodes, 1);
    addButton(QStringLiteral("again"), tr("&Read again"), [this] { read(); });
}

void ClusterPage::read()
{
    run<Cluster>(tr("Reading …"), m_services.cluster, [this](const Result<Cluster> &read) {
        m_cluster = read ? std::optional(*read) : std::nullopt;
        draw();
        if (!read)
            sayError(read.error());
    });
}

void ClusterPage::draw()
{
    m_nodes->clear();
    m_facts->setText(m_cluster ? factsOf(*m_cluster) : QString());
    if (!m_cluster)
        return;
    for (const Node &node : m_cluster->nodes)
        new QTreeWidgetItem(m_nodes, {node.name, node.address.toString(), m_cluster->boards.value(node.boardId).name});
    say(Symbol::Verified, Tone::Good, tr("A head and %1 compute nodes.").arg(m_cluster->nodes.size() - 1));
}

} // namespace coffer
